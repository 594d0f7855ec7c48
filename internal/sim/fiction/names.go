package fiction

// Staff is somebody who works there.
type Staff struct{ ID, Family, Given string }

// Language is what somebody speaks: an ISO 639 code and the word.
type Language struct{ Code, Words string }

// FamilyNames are of many kinds: with hyphens, accents, apostrophes and spaces.
func FamilyNames() []string { return familyNames[:] }

// GivenNames returns those of a sex, F or M.
func GivenNames(sex string) []string { return givenNames[sex] }

// Streets have no house numbers yet.
func Streets() []string { return streets[:] }

// Towns are on no map.
func Towns() []string { return towns[:] }

// Languages repeats those that more people speak.
func Languages() []Language { return languages[:] }

// Relation is what kin are to a patient, and their sex.
type Relation struct{ Words, Sex string }

// Relations are what kin can be.
func Relations() []Relation { return relations[:] }

// Physicians prescribe and attend.
func Physicians() []Staff { return physicians[:] }

// Nurses give doses.
func Nurses() []Staff { return nurses[:] }

// Providers see patients in the clinic: ten of them.
func Providers() []Staff { return providers[:] }

// Pharmacists verify orders.
func Pharmacists() []Staff { return pharmacists[:] }

var familyNames = [...]string{
	"Abernethy", "Achterberg", "Adeyemi-Holt", "Albescu", "Alvarenga", "Andersdotter", "Arkwright", "Asante-Boyle",
	"Åkermark", "Balakrishnan", "Bartosz", "Beaulieu-Finch", "Benavídez", "Bjørkhaug", "Bozzolan", "Brannigan",
	"Carrasquillo", "Castañeda", "Chernenko", "Chukwuemeka", "Cieślak", "Coatsworth", "Contreras-Vail", "D'Ambrosio",
	"Dąbrowska", "Delacroix", "Demirtaş", "Dimitropoulos", "Dobrovsky", "Drinkwater", "Dvořáček", "Eastlake",
	"Eichelberger", "Ekwueme", "Escamilla", "Fairweather", "Falkenrath", "Fitzwarren", "Fontaine-Okoro", "Gallowglass",
	"Garðarsdóttir", "Ghorbani", "Goldfarb", "Gonçalves", "Grzelak", "Guðmundsson", "Haddadin", "Halvorsen-Pike",
	"Hashimura", "Havlíček", "Hinterberger", "Holloway", "Ibarretxe", "Iglesias-Thorne", "Ivanchuk", "Jankowiak",
	"Jaramillo", "Kahananui", "Kaluuya-Brandt", "Kapoor-Lindqvist", "Katsaros", "Kirchgessner", "Kowalczuk", "Kumarasamy",
	"Lachapelle", "Laframboise", "Lindenthal", "Lovelock", "Łukaszewicz", "MacGillivray", "Mahlangu", "Marchetti",
	"McAllister-Rhee", "Mendelssohn", "Mihaljević", "Montgomery", "Mukherjee", "Nakashima", "Nascimento", "Ndiaye",
	"Ngata-Wells", "Novotná", "O'Shaughnessy", "Obradović", "Oduya", "Olofsdotter", "Oyelaran", "Öztürk", "Papadakis",
	"Pemberton", "Petrosyan", "Pfeiffer", "Quackenbush", "Quintanilla", "Rademacher", "Ramanujan", "Rautiainen",
	"Rosenzweig", "Rutherford", "Saarinen", "Santangelo", "Schönberg", "Sepúlveda", "Shirazi", "Szczepański", "Tahirović",
	"Takahashi", "Tanaka-Moss", "Thistlewood", "Tolentino", "Trzebiński", "Uchenna", "Umarova", "Valtteri", "van der Meulen",
	"Vasconcelos", "Villaseñor", "Vuković", "Wainwright", "Weatherspoon", "Wiśniewska", "Xirinachs", "Yamaguchi",
	"Yellowhorse", "Ytterdahl", "Zabłocki", "Zamfirescu", "Zielonka", "Zubizarreta",
}

var givenNames = map[string][]string{
	"F": {
		"Adelheid", "Aïssata", "Anneliese", "Aurelia", "Beatriz", "Bettina", "Bronwyn", "Calliope", "Catalina", "Clémentine",
		"Cordelia", "Delphine", "Dorothea", "Eilidh", "Elżbieta", "Esperanza", "Eudora", "Evangeline", "Fatoumata", "Fiammetta",
		"Guadalupe", "Gwendolyn", "Henrietta", "Hyacinth", "Ingeborg", "Isadora", "Jadwiga", "Jacinta", "Josephine",
		"Kalliope", "Kateřina", "Kimiko", "Leocadia", "Lucinda", "Magdalena", "Marguerite", "Mireille", "Nkechi", "Noémie",
		"Octavia", "Oksana", "Ottoline", "Perpetua", "Philippa", "Quiteria", "Rosalind", "Saoirse", "Seraphina", "Siobhán",
		"Sunniva", "Tamsin", "Theodora", "Úrsula", "Valentina", "Wilhelmina", "Xiomara", "Yevgenia", "Zenobia", "Zuzanna",
	},
	"M": {
		"Absalom", "Aleksander", "Ambrose", "Anselmo", "Aristide", "Aurelio", "Bartholomew", "Benedikt", "Bogdan", "Caspian",
		"Chidubem", "Cornelius", "Cosimo", "Damián", "Demetrius", "Desmond", "Ebenezer", "Eleazar", "Emeka", "Emiliano",
		"Fabrizio", "Ferdinand", "Florian", "François", "Gianluca", "Gottfried", "Gustavo", "Hieronymus", "Horatio", "Hyun-woo",
		"Ignatius", "Isidore", "Jørgen", "Jarosław", "Kasimir", "Kwabena", "Lazarus", "Leopold", "Lysander", "Mahendra",
		"Maximilian", "Nathaniel", "Nikodem", "Obadiah", "Olufemi", "Ottmar", "Percival", "Phineas", "Quentin", "Raimundo",
		"Reinhold", "Sebastião", "Sigurður", "Thaddeus", "Ulysses", "Venkatesh", "Wolfgang", "Xaver", "Yiannis", "Zebulon",
	},
}

var streets = [...]string{
	"Larkspur Hollow", "Old Tannery Lane", "Quillwort Street", "Nine Herons Road", "Saltglass Avenue", "Bellfounder Court",
	"Windlestraw Way", "Candlewick Row", "Thimbleberry Drive", "Ferryman's Rest", "Copperbeech Terrace", "Little Dipper Loop",
	"Harrowgate Spur", "Millrace Crescent", "Foxglove Bend", "Sevenstone Pike", "Rookery Close", "Tidewater Steps",
}

var towns = [...]string{"Quillhaven", "Fernhollow", "Lower Marrow", "Saint Odo", "Harrow's End", "New Tarn", "Wexleigh"}

var languages = [...]Language{
	{"en", "English"}, {"en", "English"}, {"en", "English"}, {"en", "English"}, {"en", "English"},
	{"es", "Spanish"}, {"es", "Spanish"}, {"pl", "Polish"}, {"vi", "Vietnamese"}, {"ht", "Haitian Creole"}, {"uk", "Ukrainian"},
}

var relations = [...]Relation{
	{"wife", "F"}, {"husband", "M"}, {"daughter", "F"}, {"son", "M"}, {"mother", "F"}, {"father", "M"}, {"sister", "F"}, {"brother", "M"},
	{"friend", "F"}, {"friend", "M"},
}

var physicians = [...]Staff{
	{"D1007", "Marchbanks", "Imogen"}, {"D1012", "Oyelowo", "Tunde"}, {"D1019", "Castellanos", "Pilar"},
	{"D1023", "Lindgren", "Soren"}, {"D1031", "Bhattacharya", "Rina"}, {"D1044", "Whitlock", "Jasper"},
	{"D1058", "Petrov", "Galina"}, {"D1063", "Ashdown", "Merrill"},
}

var providers = [...]Staff{
	{"C501", "Ambrosius", "Leonie"}, {"C502", "Okonjo", "Femi"}, {"C503", "Vandermeer", "Pieter"}, {"C504", "Salcedo", "Marisol"},
	{"C505", "Thornbury", "Alec"}, {"C506", "Nguyen-Ford", "Linh"}, {"C507", "Rasmussen", "Inge"}, {"C508", "Delacourt", "Yves"},
	{"C509", "Mbatha", "Sipho"}, {"C510", "Kessler", "Ruth"},
}

var nurses = [...]Staff{
	{"N2204", "Calloway", "June"}, {"N2210", "Ferreira", "Luz"}, {"N2217", "Mbeki", "Thandi"}, {"N2225", "Sorensen", "Kaj"},
	{"N2231", "Hathaway", "Bea"}, {"N2246", "Dupree", "Marcel"}, {"N2252", "Iwasaki", "Ren"}, {"N2268", "Gorski", "Ola"},
}

var pharmacists = [...]Staff{{"R3301", "Lundquist", "Edda"}, {"R3308", "Farouk", "Sami"}, {"R3315", "Trent", "Corwin"}}
