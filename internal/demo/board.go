package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// board has the manager read the sentence that says whether the charts can be trusted.
func (s *story) board(ctx context.Context) (string, error) {
	manager, err := s.Visit(ctx, "manager")
	if err != nil {
		return "", err
	}
	sentence, err := s.Board(ctx, manager)
	if err != nil {
		return "", err
	}
	if all := fmt.Sprintf("All %d sources are heard.", len(Sources())); !strings.HasPrefix(sentence, all) {
		return "", errors.New("the board opens with: " + sentence)
	}
	return fmt.Sprintf("%q", sentence), nil
}
