#include "policy/unit.h"

#include <ctype.h>

#include "policy/number.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#define MINUTE 60.0
#define HOUR   3600.0
#define DAY    86400.0
#define YEAR   31556952.0 /* of the Gregorian calendar, on average */
#define MONTH  (YEAR / 12)

/* Symbols are compared as they are written; what has four letters or more in any letter case. The
 * longer of two with the same beginning stands first where a space or sign may follow both. */
static const struct row {
	struct slice name;
	enum dimension dimension;
	double factor;
} rows[] = {
	{SLICE("% relative"), DIMENSION_RELATIVE, 1},
	{SLICE("% rel"), DIMENSION_RELATIVE, 1},
	{SLICE("%rel"), DIMENSION_RELATIVE, 1},
	{SLICE("percent relative"), DIMENSION_RELATIVE, 1},
	{SLICE("% points"), DIMENSION_POINTS, 1},
	{SLICE("%-points"), DIMENSION_POINTS, 1},
	{SLICE("%"), DIMENSION_SHARE, 1},
	{SLICE("percentage points"), DIMENSION_POINTS, 1},
	{SLICE("percentage point"), DIMENSION_POINTS, 1},
	{SLICE("percentage-points"), DIMENSION_POINTS, 1},
	{SLICE("percentage-point"), DIMENSION_POINTS, 1},
	{SLICE("percent points"), DIMENSION_POINTS, 1},
	{SLICE("percent"), DIMENSION_SHARE, 1},
	{SLICE("per cent"), DIMENSION_SHARE, 1},
	{SLICE("pct"), DIMENSION_SHARE, 1},
	{SLICE("\u2030"), DIMENSION_SHARE, 0.1},
	{SLICE("ratio"), DIMENSION_SHARE, 100},
	{SLICE("pp"), DIMENSION_POINTS, 1},
	{SLICE("p.p."), DIMENSION_POINTS, 1},
	{SLICE("bp"), DIMENSION_POINTS, 0.01},
	{SLICE("basis points"), DIMENSION_POINTS, 0.01},
	{SLICE("ns"), DIMENSION_TIME, 1e-9},
	{SLICE("us"), DIMENSION_TIME, 1e-6},
	{SLICE("\u00b5s"), DIMENSION_TIME, 1e-6},
	{SLICE("\u03bcs"), DIMENSION_TIME, 1e-6},
	{SLICE("ms"), DIMENSION_TIME, 1e-3},
	{SLICE("msec"), DIMENSION_TIME, 1e-3},
	{SLICE("s"), DIMENSION_TIME, 1},
	{SLICE("sec"), DIMENSION_TIME, 1},
	{SLICE("secs"), DIMENSION_TIME, 1},
	{SLICE("m"), DIMENSION_TIME, MINUTE},
	{SLICE("min"), DIMENSION_TIME, MINUTE},
	{SLICE("mins"), DIMENSION_TIME, MINUTE},
	{SLICE("h"), DIMENSION_TIME, HOUR},
	{SLICE("hr"), DIMENSION_TIME, HOUR},
	{SLICE("hrs"), DIMENSION_TIME, HOUR},
	{SLICE("d"), DIMENSION_TIME, DAY},
	{SLICE("day"), DIMENSION_TIME, DAY},
	{SLICE("days"), DIMENSION_TIME, DAY},
	{SLICE("w"), DIMENSION_TIME, 7 * DAY},
	{SLICE("wk"), DIMENSION_TIME, 7 * DAY},
	{SLICE("mo"), DIMENSION_TIME, MONTH},
	{SLICE("y"), DIMENSION_TIME, YEAR},
	{SLICE("yr"), DIMENSION_TIME, YEAR},
	{SLICE("yrs"), DIMENSION_TIME, YEAR},
	{SLICE("nanosecond"), DIMENSION_TIME, 1e-9},
	{SLICE("nanoseconds"), DIMENSION_TIME, 1e-9},
	{SLICE("microsecond"), DIMENSION_TIME, 1e-6},
	{SLICE("microseconds"), DIMENSION_TIME, 1e-6},
	{SLICE("millisecond"), DIMENSION_TIME, 1e-3},
	{SLICE("milliseconds"), DIMENSION_TIME, 1e-3},
	{SLICE("second"), DIMENSION_TIME, 1},
	{SLICE("seconds"), DIMENSION_TIME, 1},
	{SLICE("person-hours"), DIMENSION_TIME, HOUR},
	{SLICE("person-day"), DIMENSION_TIME, DAY},
	{SLICE("person-days"), DIMENSION_TIME, DAY},
	{SLICE("person-weeks"), DIMENSION_TIME, 7 * DAY},
	{SLICE("person-months"), DIMENSION_TIME, MONTH},
	{SLICE("minute"), DIMENSION_TIME, MINUTE},
	{SLICE("minutes"), DIMENSION_TIME, MINUTE},
	{SLICE("hour"), DIMENSION_TIME, HOUR},
	{SLICE("hours"), DIMENSION_TIME, HOUR},
	{SLICE("week"), DIMENSION_TIME, 7 * DAY},
	{SLICE("weeks"), DIMENSION_TIME, 7 * DAY},
	{SLICE("fortnight"), DIMENSION_TIME, 14 * DAY},
	{SLICE("month"), DIMENSION_TIME, MONTH},
	{SLICE("months"), DIMENSION_TIME, MONTH},
	{SLICE("quarter"), DIMENSION_TIME, 3 * MONTH},
	{SLICE("quarters"), DIMENSION_TIME, 3 * MONTH},
	{SLICE("year"), DIMENSION_TIME, YEAR},
	{SLICE("years"), DIMENSION_TIME, YEAR},
	{SLICE("bit"), DIMENSION_SIZE, 0.125},
	{SLICE("bits"), DIMENSION_SIZE, 0.125},
	{SLICE("kbit"), DIMENSION_SIZE, 1e3 / 8},
	{SLICE("Mbit"), DIMENSION_SIZE, 1e6 / 8},
	{SLICE("Gbit"), DIMENSION_SIZE, 1e9 / 8},
	{SLICE("Tbit"), DIMENSION_SIZE, 1e12 / 8},
	{SLICE("B"), DIMENSION_SIZE, 1},
	{SLICE("byte"), DIMENSION_SIZE, 1},
	{SLICE("bytes"), DIMENSION_SIZE, 1},
	{SLICE("kB"), DIMENSION_SIZE, 1e3},
	{SLICE("KB"), DIMENSION_SIZE, 1e3},
	{SLICE("kb"), DIMENSION_SIZE, 1e3},
	{SLICE("MB"), DIMENSION_SIZE, 1e6},
	{SLICE("mb"), DIMENSION_SIZE, 1e6},
	{SLICE("GB"), DIMENSION_SIZE, 1e9},
	{SLICE("gb"), DIMENSION_SIZE, 1e9},
	{SLICE("TB"), DIMENSION_SIZE, 1e12},
	{SLICE("tb"), DIMENSION_SIZE, 1e12},
	{SLICE("PB"), DIMENSION_SIZE, 1e15},
	{SLICE("EB"), DIMENSION_SIZE, 1e18},
	{SLICE("KiB"), DIMENSION_SIZE, 1024.0},
	{SLICE("kiB"), DIMENSION_SIZE, 1024.0},
	{SLICE("MiB"), DIMENSION_SIZE, 1048576.0},
	{SLICE("GiB"), DIMENSION_SIZE, 1073741824.0},
	{SLICE("TiB"), DIMENSION_SIZE, 1099511627776.0},
	{SLICE("PiB"), DIMENSION_SIZE, 1125899906842624.0},
	{SLICE("EiB"), DIMENSION_SIZE, 1152921504606846976.0},
	{SLICE("kilobytes"), DIMENSION_SIZE, 1e3},
	{SLICE("megabytes"), DIMENSION_SIZE, 1e6},
	{SLICE("gigabytes"), DIMENSION_SIZE, 1e9},
	{SLICE("terabytes"), DIMENSION_SIZE, 1e12},
	{SLICE("mg"), DIMENSION_MASS, 1e-3},
	{SLICE("g"), DIMENSION_MASS, 1},
	{SLICE("kg"), DIMENSION_MASS, 1e3},
	{SLICE("t"), DIMENSION_MASS, 1e6},
	{SLICE("tonnes"), DIMENSION_MASS, 1e6},
	{SLICE("J"), DIMENSION_ENERGY, 1},
	{SLICE("kJ"), DIMENSION_ENERGY, 1e3},
	{SLICE("MJ"), DIMENSION_ENERGY, 1e6},
	{SLICE("Wh"), DIMENSION_ENERGY, 3600},
	{SLICE("kWh"), DIMENSION_ENERGY, 3.6e6},
	{SLICE("MWh"), DIMENSION_ENERGY, 3.6e9},
	{SLICE("W"), DIMENSION_POWER, 1},
	{SLICE("kW"), DIMENSION_POWER, 1e3},
	{SLICE("MW"), DIMENSION_POWER, 1e6},
	{SLICE("Hz"), DIMENSION_CYCLES, 1},
	{SLICE("kHz"), DIMENSION_CYCLES, 1e3},
	{SLICE("MHz"), DIMENSION_CYCLES, 1e6},
	{SLICE("GHz"), DIMENSION_CYCLES, 1e9},
	{SLICE("nm"), DIMENSION_LENGTH, 1e-9},
	{SLICE("mm"), DIMENSION_LENGTH, 1e-3},
	{SLICE("cm"), DIMENSION_LENGTH, 1e-2},
	{SLICE("km"), DIMENSION_LENGTH, 1e3},
	{SLICE("metres"), DIMENSION_LENGTH, 1},
	{SLICE("meters"), DIMENSION_LENGTH, 1},
};

/* One word for something per second. */
static const struct {
	struct slice name;
	enum dimension dimension;
	double factor;
	const char *counted;
} rates[] = {
	{SLICE("rps"), DIMENSION_COUNT, 1, "req"},
	{SLICE("RPS"), DIMENSION_COUNT, 1, "req"},
	{SLICE("qps"), DIMENSION_COUNT, 1, "queries"},
	{SLICE("QPS"), DIMENSION_COUNT, 1, "queries"},
	{SLICE("tps"), DIMENSION_COUNT, 1, "transactions"},
	{SLICE("TPS"), DIMENSION_COUNT, 1, "transactions"},
	{SLICE("fps"), DIMENSION_COUNT, 1, "frames"},
	{SLICE("bps"), DIMENSION_SIZE, 1.0 / 8, ""},
	{SLICE("kbps"), DIMENSION_SIZE, 1e3 / 8, ""},
	{SLICE("Mbps"), DIMENSION_SIZE, 1e6 / 8, ""},
	{SLICE("Gbps"), DIMENSION_SIZE, 1e9 / 8, ""},
};

static const struct {
	const char *sign, *code;
} signs[] = {{"US$", "USD"}, {"A$", "AUD"}, {"C$", "CAD"}, {"NZ$", "NZD"}, {"HK$", "HKD"},
	{"R$", "BRL"}, {"$", "USD"}, {"\u20ac", "EUR"}, {"\u00a3", "GBP"}, {"\u00a5", "JPY"},
	{"\u20b9", "INR"}, {"\u20a9", "KRW"}, {"\u20bd", "RUB"}, {"\u20ba", "TRY"},
	{"\u20b4", "UAH"}, {"z\u0142", "PLN"}, {"\u20aa", "ILS"}, {"\u20ab", "VND"},
	{"euros", "EUR"}, {"euro", "EUR"}, {"dollars", "USD"}, {"cents", ""}};

/* The codes of ISO 4217 that are in use, without funds and precious metals. */
static const char codes[] = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD "
			    "BND BOB BRL BSD BTN BWP "
			    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP "
			    "ERN ETB EUR FJD FKP GBP "
			    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
			    "JMD JOD JPY KES KGS KHR "
			    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK "
			    "MNT MOP MRU MUR MVR MWK "
			    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
			    "QAR RON RSD RUB RWF SAR "
			    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
			    "TND TOP TRY TTD TWD TZS "
			    "UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";

static bool is_word_byte(unsigned char c)
{
	return isalnum(c) || c == '_' || c >= 0x80;
}

static bool ends_at(struct slice text, size_t at)
{
	return at >= text.len || !is_word_byte((unsigned char)text.at[at]);
}

/* True if a text begins with a name, and no further letter belongs to it. */
static bool begins_with(struct slice text, struct slice name)
{
	struct slice head = {text.at, name.len};

	if (text.len < name.len ||
		((unsigned char)text.at[0] | 0x20) != ((unsigned char)name.at[0] | 0x20))
		return false;
	if (name.len >= 4 ? !slice_equal_nocase(head, name) : !slice_equal(head, name))
		return false;
	return !is_word_byte((unsigned char)name.at[name.len - 1]) || ends_at(text, name.len);
}

static bool is_code(struct slice text)
{
	char wanted[5] = {0};

	if (text.len < 3)
		return false;
	for (size_t i = 0; i < 3; i++) {
		if (text.at[i] < 'A' || text.at[i] > 'Z')
			return false;
		wanted[i] = text.at[i];
	}
	wanted[3] = ' ';
	return strstr(codes, wanted) != NULL;
}

/* A currency by its code, which ends there, or by its sign. */
static size_t read_money(struct slice text, struct measure *money)
{
	if (is_code(text) && ends_at(text, 3)) {
		*money = (struct measure){DIMENSION_MONEY, 1, {text.at, 3}};
		return 3;
	}
	for (size_t i = 0; i < COUNT_OF(signs); i++) {
		size_t length;

		if (text.len == 0 || text.at[0] != signs[i].sign[0])
			continue;
		length = strlen(signs[i].sign);
		if (!slice_starts_with(text, signs[i].sign) || !signs[i].code[0])
			continue;
		if (isalpha((unsigned char)signs[i].sign[length - 1]) && !ends_at(text, length))
			continue;
		*money = (struct measure){DIMENSION_MONEY, 1, slice_of(signs[i].code)};
		return length;
	}
	return 0;
}

/* Codes that are words of English too, in front of a number: `ALL 5 stages`. */
static const char code_words[] = "ALL BAM CUP GEL LAK MAD MOP PEN RON SLE SOS TOP TRY ";

size_t unit_read_currency(struct slice text, struct measure *money)
{
	size_t used =
		text.len == 0 || isdigit((unsigned char)text.at[0]) ? 0 : read_money(text, money);

	if (used == 3 && memmem(code_words, sizeof code_words - 1, text.at, 3))
		return 0;

	/* The word for a currency stands behind its number. */
	return used > 3 && isalpha((unsigned char)text.at[0]) && text.at[used - 1] != '$' ? 0
											  : used;
}

/* `kUSD`, `k\u20ac`, `M$`: thousands and millions of money. */
static size_t read_multiple_of_money(struct slice text, struct measure *money)
{
	size_t used;

	if (text.len < 2 || !strchr("kM", text.at[0]))
		return 0;
	used = read_money(slice_from(text, 1), money);
	money->factor = text.at[0] == 'k' ? 1e3 : 1e6;
	return used ? used + 1 : 0;
}

static size_t read_row(struct slice text, struct measure *measure)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!begins_with(text, rows[i].name))
			continue;
		*measure = (struct measure){rows[i].dimension, rows[i].factor, {"", 0}};
		return rows[i].name.len;
	}
	return 0;
}

/* The substance behind a mass: `kg CO2eq`. */
static size_t read_substance(struct slice text, struct measure *measure)
{
	size_t space = number_skip_space(text), end = space;

	if (measure->dimension != DIMENSION_MASS || space == 0 ||
		!slice_starts_with(slice_from(text, space), "CO2"))
		return 0;
	while (end < text.len && is_word_byte((unsigned char)text.at[end]))
		end++;
	measure->name = (struct slice){text.at + space, 3};
	return end;
}

/* A word that names what is counted: `clicks`, `GPU-h`, `CO2eq`. */
static size_t read_name(struct slice text, struct measure *measure)
{
	size_t end = 0;

	if (text.len == 0 || isdigit((unsigned char)text.at[0]) ||
		!is_word_byte((unsigned char)text.at[0]))
		return 0;
	while (end < text.len && (is_word_byte((unsigned char)text.at[end]) ||
					 (text.at[end] == '-' && end + 1 < text.len &&
						 isalnum((unsigned char)text.at[end + 1]))))
		end++;
	*measure = (struct measure){DIMENSION_COUNT, 1, {text.at, end}};
	return end;
}

/* `GPU-h`, `m3`: what a known symbol only begins is a name of its own. */
static bool goes_on(struct slice text, size_t at)
{
	return at + 1 < text.len && text.at[at] == '-' && isalnum((unsigned char)text.at[at + 1]);
}

static size_t read_measure(struct slice text, bool words, struct measure *measure)
{
	size_t used = read_row(text, measure);

	if (used && !goes_on(text, used))
		return used + read_substance(slice_from(text, used), measure);
	used = read_money(text, measure);
	if (!used)
		used = read_multiple_of_money(text, measure);
	if (used)
		return used;
	return words ? read_name(text, measure) : 0;
}

/* `1k-req`, `1,000 requests`, `day`: what something is counted per. */
static size_t read_divisor(struct slice text, struct measure *measure)
{
	struct number number = {.value = 1};
	size_t used = number_read(text, &number), more;

	if (!used)
		number.value = 1;
	used += number_read_multiple(
		slice_from(text, used + number_skip_space(slice_from(text, used))), &number);
	used += number_skip_space(slice_from(text, used));
	if (used && used < text.len && text.at[used] == '-')
		used++;
	more = read_measure(slice_from(text, used), true, measure);
	if (!more || number.value <= 0)
		return 0;
	measure->factor *= number.value;
	return used + more;
}

size_t unit_read_per(struct slice text, struct measure *per)
{
	static const char *const words[] = {
		"per ", "each ", "every ", "a ", "an ", "for each ", "for every "};
	size_t space = number_skip_space(text), used;
	struct slice rest = slice_from(text, space);

	if (slice_starts_with(rest, "/")) {
		size_t begin = 1 + number_skip_space(slice_from(rest, 1));

		used = read_divisor(slice_from(rest, begin), per);
		return used ? space + begin + used : 0;
	}
	for (size_t i = 0; space && i < COUNT_OF(words); i++) {
		size_t length = strlen(words[i]);

		if (!slice_starts_with(rest, words[i]))
			continue;
		used = read_divisor(slice_from(rest, length), per);
		/* `20 % a day` is a rate, `20 % a better result` is not. */
		if (words[i][0] == 'a' && per->dimension != DIMENSION_TIME)
			used = 0;
		return used ? space + length + used : 0;
	}
	return 0;
}

static size_t read_rate(struct slice text, struct unit *unit)
{
	for (size_t i = 0; i < COUNT_OF(rates); i++) {
		if (!begins_with(text, rates[i].name))
			continue;
		unit->of = (struct measure){
			rates[i].dimension, rates[i].factor, slice_of(rates[i].counted)};
		unit->per = (struct measure){DIMENSION_TIME, 1, {"", 0}};
		return rates[i].name.len;
	}
	return 0;
}

size_t unit_read(struct slice text, bool words, struct unit *unit)
{
	struct measure per = {.dimension = DIMENSION_NONE};
	size_t used, more;

	*unit = (struct unit){.of = {.factor = 1}, .per = {.factor = 1}};
	used = read_rate(text, unit);
	if (!used) {
		used = read_measure(text, words, &unit->of);
		/* `/min`: of something that has no name. */
		if (!used && slice_starts_with(text, "/"))
			unit->of = (struct measure){DIMENSION_COUNT, 1, {"", 0}};
		else if (!used)
			return 0;
		more = unit_read_per(slice_from(text, used), &per);
		if (more)
			unit->per = per;
		used += more;
	}
	unit->text = (struct slice){text.at, used};
	return used;
}

bool unit_of_time(struct slice name, double *seconds)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].dimension == DIMENSION_TIME && slice_equal(name, rows[i].name)) {
			*seconds = rows[i].factor;
			return true;
		}
	}
	return false;
}

/* Plurals and the usual short forms. */
static struct slice stem(struct slice name)
{
	static const char *const short_forms[][2] = {{"req", "request"}, {"reqs", "request"},
		{"queries", "query"}, {"entries", "entry"}};

	for (size_t i = 0; i < COUNT_OF(short_forms); i++) {
		if (slice_equal_nocase(name, slice_of(short_forms[i][0])))
			return slice_of(short_forms[i][1]);
	}
	if (name.len > 3 && (name.at[name.len - 1] == 's' || name.at[name.len - 1] == 'S'))
		name.len--;
	return name;
}

bool unit_same_name(struct slice one, struct slice two)
{
	return slice_equal_nocase(stem(one), stem(two));
}

static bool measures_agree(const struct measure *one, const struct measure *two)
{
	if (one->dimension != two->dimension)
		return false;
	if (one->dimension == DIMENSION_COUNT && (one->name.len == 0 || two->name.len == 0))
		return true;
	return unit_same_name(one->name, two->name);
}

bool unit_comparable(const struct unit *one, const struct unit *two)
{
	return slice_equal_nocase(one->text, two->text) ||
	       (measures_agree(&one->of, &two->of) && measures_agree(&one->per, &two->per));
}

double unit_factor(const struct unit *unit)
{
	return unit->of.factor / (unit->per.dimension == DIMENSION_NONE ? 1 : unit->per.factor);
}
