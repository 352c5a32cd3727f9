#include "check/figures.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "check/contract.h"
#include "check/running_text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Of one document. */
#define MAX_FIGURES 20000

struct scan {
	struct figures *figures;
	const struct document *document;
	const struct running_text *running; /* NULL: text of the front matter */
	struct span place;                  /* of that */
	bool all;
};

static bool is_letter(unsigned char c)
{
	return isalpha(c) || c >= 0x80;
}

static bool is_token_byte(unsigned char c)
{
	return isalnum(c) || c >= 0x80 || (c && strchr("_-.:/#@+", c));
}

/* ---- What stands before a number ------------------------------------------------------------- */

static struct slice before(struct slice line, size_t at)
{
	return (struct slice){line.at, at};
}

/* But for the case of ASCII letters; other bytes may be taken for each other. */
static bool may_be_same(char one, char other)
{
	return ((one ^ other) & ~0x20) == 0;
}

static bool ends_with_word(struct slice text, struct slice word)
{
	return text.len >= word.len && may_be_same(text.at[text.len - 1], word.at[word.len - 1]) &&
	       slice_equal_nocase(slice_from(text, text.len - word.len), word) &&
	       (text.len == word.len ||
		       !is_letter((unsigned char)text.at[text.len - word.len - 1]));
}

/* A word in front that makes a name of the number: `step 3 min` is none, `port 80` is. */
static bool is_named(struct slice text)
{
	static const struct slice words[] = {SLICE("january"), SLICE("february"), SLICE("march"),
		SLICE("april"), SLICE("may"), SLICE("june"), SLICE("july"), SLICE("august"),
		SLICE("september"), SLICE("october"), SLICE("november"), SLICE("december"),
		SLICE("jan"), SLICE("feb"), SLICE("mar"), SLICE("apr"), SLICE("jun"), SLICE("jul"),
		SLICE("aug"), SLICE("sep"), SLICE("sept"), SLICE("oct"), SLICE("nov"), SLICE("dec"),
		SLICE("jan."), SLICE("feb."), SLICE("mar."), SLICE("apr."), SLICE("jun."),
		SLICE("jul."), SLICE("aug."), SLICE("sep."), SLICE("sept."), SLICE("oct."),
		SLICE("nov."), SLICE("dec."), SLICE("version"), SLICE("release"), SLICE("section"),
		SLICE("chapter"), SLICE("step"), SLICE("figure"), SLICE("table"), SLICE("port"),
		SLICE("ticket"), SLICE("issue"), SLICE("incident"), SLICE("job"), SLICE("build"),
		SLICE("page"), SLICE("line"), SLICE("row"), SLICE("id"), SLICE("no."),
		SLICE("number"), SLICE("nr."), SLICE("pr"), SLICE("commit"), SLICE("rfc"),
		SLICE("iso"), SLICE("error code"), SLICE("code"), SLICE("http"), SLICE("panel"),
		SLICE("room"), SLICE("phase"), SLICE("appendix"), SLICE("item"), SLICE("question"),
		SLICE("rule"), SLICE("clause"), SLICE("article")};

	text = slice_trim(text);
	for (size_t i = 0; text.len && i < COUNT(words); i++) {
		if (ends_with_word(text, words[i]))
			return true;
	}
	return false;
}

/* Signs that may stand directly before a number, beside white space. */
static bool may_precede(struct slice line, size_t at)
{
	static const char *const signs[] = {"\u2264", "\u2265", "\u2248", "\u2212", "\u2013",
		"\u2014", "\u201c", "\u2018", "\u00b1", "\u00a0", "\u2009", "\u202f", "\u20ac",
		"\u00a3", "\u00a5", "\u2192", "\u00d7"};

	if (at == 0)
		return true;
	if ((unsigned char)line.at[at - 1] < 0x80)
		return strchr(" \t\n([{\"'<>=~+$|*,;", line.at[at - 1]) != NULL;
	for (size_t i = 0; i < COUNT(signs); i++) {
		if (slice_ends_with(before(line, at), signs[i]))
			return true;
	}
	return false;
}

/* Where a figure whose digits begin at `at` begins: at its currency. `-5` is signed after white
 * space; `p-95` is a name. SIZE_MAX: the digits belong to something else. */
static size_t figure_start(struct slice line, size_t at)
{
	struct measure money;
	size_t used;

	if (at && line.at[at - 1] == '-' &&
		(at == 1 || strchr(" \t([|", line.at[at - 2]) ||
			isdigit((unsigned char)line.at[at - 2])))
		return at;
	if (!may_precede(line, at))
		return SIZE_MAX;
	for (size_t back = 1; back <= 5 && back <= at; back++) {
		struct slice rest = slice_from(line, at - back);

		/* What a currency begins with. */
		if (!isupper((unsigned char)rest.at[0]) && rest.at[0] != '$' &&
			(unsigned char)rest.at[0] < 0x80)
			continue;
		used = unit_read_currency(rest, &money);

		if (used && used + number_skip_space(slice_from(rest, used)) == back &&
			may_precede(line, at - back))
			return at - back;
	}
	return at;
}

/* ---- What counts as a figure ----------------------------------------------------------------- */

/* A word behind a number that names nothing that is counted. */
static bool is_stopword(struct slice word)
{
	static const struct slice words[] = {SLICE("of"), SLICE("to"), SLICE("and"), SLICE("or"),
		SLICE("in"), SLICE("for"), SLICE("with"), SLICE("at"), SLICE("on"), SLICE("by"),
		SLICE("from"), SLICE("than"), SLICE("the"), SLICE("a"), SLICE("an"), SLICE("is"),
		SLICE("are"), SLICE("was"), SLICE("were"), SLICE("as"), SLICE("if"), SLICE("but"),
		SLICE("instead"), SLICE("per"), SLICE("each"), SLICE("times"), SLICE("out"),
		SLICE("that"), SLICE("which"), SLICE("when"), SLICE("while"), SLICE("until"),
		SLICE("before"), SLICE("after"), SLICE("more"), SLICE("less"), SLICE("fewer"),
		SLICE("percent"), SLICE("am"), SLICE("pm"), SLICE("not"), SLICE("will"),
		SLICE("can"), SLICE("has"), SLICE("have"), SLICE("had"), SLICE("it"), SLICE("this"),
		SLICE("so"), SLICE("then"), SLICE("because"), SLICE("between"), SLICE("against"),
		SLICE("versus"), SLICE("vs"), SLICE("over"), SLICE("under"), SLICE("above"),
		SLICE("below"), SLICE("within"), SLICE("without"), SLICE("through"),
		SLICE("during"), SLICE("since"), SLICE("into"), SLICE("up"), SLICE("down")};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (word.len == words[i].len && slice_equal_nocase(word, words[i]))
			return true;
	}
	return false;
}

static bool is_year(const struct quantity *quantity)
{
	double value = quantity->number.value;

	return !quantity->number.grouped && !quantity->number.fraction && value >= 1900 &&
	       value <= 2100 && quantity->end == value;
}

/* Everybody is `100 %` sure of something. */
static bool is_saying(const struct quantity *quantity)
{
	return quantity->unit.of.dimension == DIMENSION_SHARE &&
	       (quantity->number.value == 100 || quantity->number.value == 0);
}

/* Whether a careful reader takes a number in prose for a figure: its unit is one that is measured
 * in, or it is so large that it was counted. */
static bool is_claim(const struct quantity *quantity, struct slice text)
{
	const struct unit *unit = &quantity->unit;

	/* `4K screen` */
	if (!quantity->has_unit || slice_is(unit->text, "m") || (text.len > 1 && text.at[1] == 'K'))
		return false;
	if (unit->of.dimension != DIMENSION_COUNT)
		return !is_saying(quantity) && !slice_is(unit->text, "ratio") &&
		       !slice_starts_with(unit->text, "quarter");
	if (unit->per.dimension == DIMENSION_TIME && slice_find(unit->text, '/') < unit->text.len)
		return true;
	return quantity->number.grouped && !is_stopword(unit->of.name);
}

/* In a cell of its own a number with a word behind it is a figure, unless it only counts a few. */
static bool is_claim_in_cell(const struct quantity *quantity)
{
	if (!quantity->has_unit || is_year(quantity))
		return false;
	if (quantity->unit.of.dimension != DIMENSION_COUNT)
		return true;
	return quantity->number.fraction || quantity->number.value >= 10;
}

static struct figure *add(struct scan *scan, const struct quantity *quantity, struct slice text)
{
	struct figures *figures = scan->figures;
	struct figure *figure;

	if (figures->count == MAX_FIGURES) {
		figures->cut = true;
		figures->count--;
	}
	GROW(figures->list, figures->count, figures->capacity);
	figure = &figures->list[figures->count++];
	*figure = (struct figure){.quantity = *quantity, .text = text, .span = scan->place};
	figure->quantity.number.value = fabs(quantity->number.value);
	figure->quantity.end = fabs(quantity->end);
	if (scan->running) {
		size_t start = (size_t)(text.at - scan->running->text.at);

		figure->span = running_text_span(scan->running, start, start + text.len);
	}
	return figure;
}

/* ---- Prose ----------------------------------------------------------------------------------- */

/* `or so`, `or more`, behind a figure. */
static void read_bound_behind(struct slice rest, struct quantity *quantity)
{
	static const struct {
		const char *text;
		enum bound bound;
	} known[] = {{"or so", BOUND_ABOUT}, {"or more", BOUND_ABOVE}, {"or less", BOUND_BELOW},
		{"or fewer", BOUND_BELOW}, {"at most", BOUND_BELOW}, {"at least", BOUND_ABOVE}};

	rest = slice_from(rest, number_skip_space(rest));
	for (size_t i = 0; i < COUNT(known); i++) {
		if (slice_starts_with(rest, known[i].text))
			quantity->bound = known[i].bound;
	}
}

/* `30-day`, `150-ms`: the unit hangs on the number. */
static size_t read_hyphened(struct slice rest, struct quantity *quantity)
{
	size_t used;

	if (rest.len < 2 || rest.at[0] != '-' || !isalpha((unsigned char)rest.at[1]))
		return 0;
	used = unit_read(slice_from(rest, 1), false, &quantity->unit);
	quantity->has_unit = used > 0;
	return used ? used + 1 : 0;
}

/* Words between two numbers of which the second brings the unit. */
static bool joins(struct slice between)
{
	static const char *const words[] = {"to", "and", "or", "instead of", "versus", "vs", "vs.",
		"against", "rather than", ",", "/", "\u2013", "\u2192", "->", "than", "down to",
		"up to", "not"};

	between = slice_trim(between);
	for (size_t i = 0; i < COUNT(words); i++) {
		if (slice_equal_nocase(between, slice_of(words[i])))
			return true;
	}
	return false;
}

/* Numbers directly in front, whose unit is this one's. */
static void pass_back(struct scan *scan, size_t first, size_t newest)
{
	struct figure *list = scan->figures->list;

	for (size_t i = newest; i > first; i--) {
		struct slice one = list[i - 1].text, next = list[i].text;
		struct slice between = {one.at + one.len, (size_t)(next.at - one.at) - one.len};

		if (list[i - 1].quantity.has_unit || is_year(&list[i - 1].quantity) ||
			!joins(between))
			return;
		list[i - 1].quantity.unit = list[newest].quantity.unit;
		list[i - 1].quantity.has_unit = true;
		list[i - 1].counts = list[newest].counts;
	}
}

static size_t skip_token(struct slice line, size_t at)
{
	while (at < line.len && is_token_byte((unsigned char)line.at[at]))
		at++;
	return at;
}

/* A word that follows a number and names nothing is no unit: the number is bare. */
static size_t drop_word(struct quantity *quantity, size_t used)
{
	const struct unit *unit = &quantity->unit;

	if (!quantity->has_unit || unit->of.dimension != DIMENSION_COUNT ||
		unit->per.dimension != DIMENSION_NONE || !is_stopword(unit->of.name))
		return used;
	used -= unit->text.len;
	quantity->has_unit = false;
	quantity->unit = (struct unit){.of = {.factor = 1}, .per = {.factor = 1}};
	return used;
}

/* A number at `at`; returns where to go on. */
static size_t scan_number(struct scan *scan, struct slice line, size_t at, size_t first)
{
	size_t start = figure_start(line, at), used, hyphened = 0;
	struct quantity quantity;
	struct figure *figure;
	struct slice text;

	if (start == SIZE_MAX)
		return skip_token(line, at);
	used = quantity_read_number(slice_from(line, start), true, &quantity);
	if (!used)
		return skip_token(line, at);
	used = drop_word(&quantity, used);
	if (!quantity.has_unit) {
		hyphened = read_hyphened(slice_from(line, start + used), &quantity);
		used += hyphened;
	}
	text = slice_trim((struct slice){line.at + start, used});
	/* `40x`, `4th`, `2B-7`: letters that are no unit. */
	if (!quantity.has_unit && start + text.len < line.len &&
		is_letter((unsigned char)line.at[start + text.len]))
		return skip_token(line, at);
	if (is_year(&quantity) && quantity.unit.of.dimension == DIMENSION_COUNT)
		quantity.has_unit = false;
	if (!scan->all && is_named(before(line, start)) &&
		(!quantity.has_unit || quantity.unit.of.dimension == DIMENSION_COUNT))
		return start + used;
	/* What is only there to be found is what it is. */
	if (!scan->all) {
		quantity.bound = quantity_bound_before(before(line, start));
		read_bound_behind(slice_from(line, start + used), &quantity);
	}
	figure = add(scan, &quantity, text);
	/* `5-second rule`, `2-day course`: a name, rather than a figure. */
	figure->counts = is_claim(&quantity, text) && (!hyphened || quantity.number.value >= 10);
	if (quantity.has_unit)
		pass_back(scan, first, scan->figures->count - 1);
	return start + used;
}

static void scan_line(struct scan *scan, struct slice line)
{
	size_t first = scan->figures->count;

	for (size_t at = 0; at < line.len;) {
		if (isdigit((unsigned char)line.at[at])) {
			at = scan_number(scan, line, at, first);
		} else if (is_letter((unsigned char)line.at[at]) &&
			   (unsigned char)line.at[at] < 0x80) {
			/* `v42`, `p95`: a word may hold digits. */
			while (at < line.len &&
				(isalnum((unsigned char)line.at[at]) || line.at[at] == '_'))
				at++;
		} else {
			at++;
		}
	}
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static bool is_unit_header(struct slice title)
{
	static const char *const names[] = {"unit", "units", "currency", "currency/period"};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (slice_equal_nocase(title, slice_of(names[i])))
			return true;
	}
	return false;
}

static struct slice cell_text(const struct outline *outline, uint32_t cell)
{
	return slice_trim(outline_text(outline, outline->cells[cell].text));
}

/* `Before (ms)` */
static bool unit_of_header(struct slice title, struct unit *unit)
{
	size_t open = title.len;

	if (!slice_ends_with(title, ")") && !slice_ends_with(title, "]"))
		return false;
	while (open > 0 && !strchr("([", title.at[open - 1]))
		open--;
	title.len--;
	title = slice_trim(slice_from(title, open));
	return open && unit_read(title, false, unit) == title.len && title.len;
}

/* The unit that the header, or the row's own column of units, gives to a bare number. */
static bool unit_of_cell(const struct outline *outline, const struct outline_table *table,
	uint32_t cell, struct unit *unit)
{
	uint32_t number = cell - table->first_cell, column = number % table->columns;
	uint32_t row = table->first_cell + number - column;
	struct slice text;

	if (unit_of_header(cell_text(outline, table->first_cell + column), unit))
		return true;
	for (uint32_t i = 0; i < table->columns; i++) {
		if (i == column || !is_unit_header(cell_text(outline, table->first_cell + i)))
			continue;
		text = cell_text(outline, row + i);
		return text.len && unit_read(text, true, unit) > 0;
	}
	return false;
}

/* True if the cell is one quantity, and nothing else. */
static bool scan_cell(struct scan *scan, struct slice line, const struct outline_run *run)
{
	const struct outline *outline = scan->document->outline;
	const struct outline_table *table = &outline->tables[outline->blocks[run->block].number];
	struct slice text = slice_trim(line);
	struct quantity quantity;
	struct figure *figure;

	if (run->cell < table->first_cell + table->columns)
		return true; /* of the header */
	if (!quantity_read(text, &quantity) || quantity.qualifier.len)
		return false;
	if (!quantity.has_unit)
		quantity.has_unit = unit_of_cell(outline, table, run->cell, &quantity.unit);
	figure = add(scan, &quantity, text);
	figure->in_cell = true;
	figure->row = run->cell - (run->cell - table->first_cell) % table->columns;
	figure->counts = is_claim_in_cell(&quantity);
	return true;
}

/* ---- Documents ------------------------------------------------------------------------------- */

static bool is_claimed_run(const struct outline_run *run)
{
	return run->type == RUN_TEXT && !(run->flags & (RUN_IN_LINK | RUN_IN_IMAGE | RUN_STRIKE));
}

static bool is_any_run(const struct outline_run *run)
{
	return run->type == RUN_TEXT || run->type == RUN_CODE;
}

static void scan_running(struct scan *scan, const struct running_text *running)
{
	struct slice text = buffer_slice(&running->text);

	scan->running = running;
	for (size_t at = 0; at < text.len;) {
		struct slice line = slice_from(text, at);
		const struct outline_run *run;

		line.len = slice_find(line, '\n');
		if (line.len) {
			run = running_text_piece(running, at)->run;
			if (run->cell == OUTLINE_NONE || !scan_cell(scan, line, run))
				scan_line(scan, line);
		}
		at += line.len + 1;
	}
	scan->running = NULL;
}

/* The buffer is gone after the scan: what points into it moves to the arena. */
static void keep_texts(struct figures *figures, size_t first, const struct running_text *running)
{
	const char *old = running->text.at;
	const char *copy;

	if (first == figures->count)
		return;
	if (!figures->texts)
		figures->texts = arena_new();
	copy = arena_string(figures->texts, buffer_slice(&running->text));
	for (size_t i = first; i < figures->count; i++) {
		struct figure *figure = &figures->list[i];
		struct slice *const parts[] = {&figure->text, &figure->quantity.unit.text,
			&figure->quantity.unit.of.name, &figure->quantity.unit.per.name};

		for (size_t j = 0; j < COUNT(parts); j++) {
			if (parts[j]->at >= old && parts[j]->at < old + running->text.len)
				parts[j]->at = copy + (parts[j]->at - old);
		}
	}
}

static bool is_except(const struct document *document, uint32_t section)
{
	const struct tiers_spec *tiers = document->kind ? document->kind->tiers : NULL;
	uint32_t spec = document->contract ? document->contract->specs[section] : OUTLINE_NONE;

	for (size_t i = 0; tiers && i < tiers->n_except; i++) {
		if (spec != OUTLINE_NONE && tiers->except[i] == spec)
			return true;
	}
	return false;
}

static void scan_section(struct scan *scan, uint32_t section)
{
	struct running_text running = {.text = BUFFER_INIT};
	size_t first = scan->figures->count;

	buffer_reserve(&running.text, 1);
	running_text_add_own(&running, scan->document->outline, section,
		scan->all ? is_any_run : is_claimed_run, '\n');
	scan_running(scan, &running);
	keep_texts(scan->figures, first, &running);
	running_text_dispose(&running);
}

void figures_claimed(const struct document *document, struct figures *figures)
{
	struct scan scan = {.figures = figures, .document = document};

	*figures = (struct figures){0};
	for (uint32_t i = 0; i < document->outline->n_sections; i++) {
		if (!is_except(document, i))
			scan_section(&scan, i);
	}
}

static double in_base(const struct figure *figure)
{
	return figure->quantity.number.value * unit_factor(&figure->quantity.unit);
}

static bool is_difference(
	const struct figure *one, const struct figure *other, const struct figure *figure)
{
	const struct unit *unit = &figure->quantity.unit;
	double difference = fabs(in_base(one) - in_base(other));
	double exact = figure->quantity.number.step / 2 * unit_factor(unit) + 1e-9;
	bool is_change =
		unit->of.dimension == DIMENSION_SHARE || unit->of.dimension == DIMENSION_RELATIVE;

	if (!unit_comparable(&one->quantity.unit, &other->quantity.unit))
		return false;
	if (is_change && in_base(one) > 0 &&
		fabs(difference / in_base(one) * 100 - in_base(figure)) <= exact)
		return true;
	if (!unit_comparable(&one->quantity.unit, unit) &&
		!(unit->of.dimension == DIMENSION_POINTS &&
			one->quantity.unit.of.dimension == DIMENSION_SHARE))
		return false;
	return fabs(difference - in_base(figure)) <= exact;
}

/* Cells of a row follow one another; more of them than this are not looked through. */
#define MAX_ROW 20

bool figure_is_worked_out(const struct figures *figures, const struct figure *figure)
{
	const struct figure *first = figure, *end = figure, *one, *other;

	if (!figure->in_cell)
		return false;
	while (first > figures->list && first > figure - MAX_ROW && first[-1].in_cell &&
		first[-1].row == figure->row)
		first--;
	while (end < figures->list + figures->count && end < figure + MAX_ROW && end->in_cell &&
		end->row == figure->row)
		end++;
	for (one = first; one < end; one++) {
		for (other = first; one != figure && other < end; other++) {
			if (other != figure && other != one && one->quantity.has_unit &&
				other->quantity.has_unit && is_difference(one, other, figure))
				return true;
		}
	}
	return false;
}

static void scan_front(struct scan *scan)
{
	const struct outline *outline = scan->document->outline;

	for (uint32_t i = 0; i < outline->n_fields; i++) {
		if (outline->fields[i].type != FIELD_SCALAR)
			continue;
		scan->place = outline->fields[i].span;
		scan_line(scan, outline_text(outline, outline->fields[i].value));
	}
}

void figures_all(const struct document *document, struct figures *figures)
{
	struct scan scan = {.figures = figures, .document = document, .all = true};

	*figures = (struct figures){0};
	if (document->refusal || !document->outline)
		return;
	scan_front(&scan);
	for (uint32_t i = 0; i < document->outline->n_sections; i++)
		scan_section(&scan, i);
}

void figures_dispose(struct figures *figures)
{
	free(figures->list);
	arena_free(figures->texts);
	*figures = (struct figures){0};
}
