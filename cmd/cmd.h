/*
 * cmd.h - what the subcommands share: the table's rows, the state of one run, how output leaves.
 *
 * cmd/ parses options and prints. Everything that could serve another front end lives in lib/.
 */
#ifndef HANDOFF_CMD_CMD_H
#define HANDOFF_CMD_CMD_H

#include <popt.h>

#include "base/buffer.h"
#include "base/error.h"
#include "doc/pool.h"
#include "policy/policy.h"
#include "repo/repo.h"
#include "repo/snapshot.h"

enum {
	EXIT_DONE = 0,     /* nothing of severity error */
	EXIT_FINDINGS = 1, /* findings */
	EXIT_TROUBLE = 2,  /* wrong usage, or something prevented the work */
};

/* In the order of the words that --color takes. */
enum color_mode {
	COLOR_AUTO,
	COLOR_ALWAYS,
	COLOR_NEVER,
};

/* One run of the program. */
struct app {
	enum color_mode color;
	bool no_pager;
	struct repo *repo; /* opened by app_open, closed by main */
};

/* A word that can stand for an argument. */
struct choice {
	const char *name;
	const char *about; /* what is not plain from the name, or NULL */
};

struct command {
	const char *name;      /* "check"; of a kind's verb the verb */
	const char *kind;      /* of a verb that one kind alone has: which; NULL: all have it */
	const char *arguments; /* "[PATH...]" */
	const char *summary;   /* one line, lower case */
	const char *details;   /* a paragraph or more */
	const char *examples;  /* lines */
	const struct poptOption *options;
	const struct choice *formats; /* what --format takes, up to one without a name */
	bool is_kind;                 /* a kind has the same name: what its verbs are, they do */
	/* Gets the words that are not options. Returns the exit status. */
	int (*run)(struct app *app, const char *const *words, size_t n_words);
};

extern const struct command command_init, command_kinds, command_adopt, command_check,
	command_status, command_actions, command_sign, command_revoke, command_gate, command_log,
	command_diff, command_glossary, command_graph, command_impact, command_site, command_export,
	command_explain, command_schema, command_hooks, command_completion, command_help;

/* `handoff KIND VERB`: the kind is the first word that `run` gets. */
extern const struct command command_kind_new, command_kind_list, command_game_day_cards,
	command_stakeholder_map_plan, command_alignment_map_trace;

/* The options that stand before the command. */
extern const struct poptOption global_options[];

/* All subcommands, and all verbs of kinds; each list ends with NULL. */
extern const struct command *const commands[];
extern const struct command *const kind_verbs[];

/* A subcommand, or a verb that a kind has (NULL: any kind), by its name; NULL if there is none. */
const struct command *command_find(const char *name);
const struct command *command_find_verb(const char *kind, const char *name);
/* True if a kind has the verb. */
bool command_is_verb_of(const struct command *verb, const char *kind);
/* The name of a command or verb that `name` may have been meant for; NULL if none is near. */
const char *command_nearest(const char *name);
/* The same among commands, and among the verbs of a kind (NULL: of any). */
const char *command_nearest_command(const char *name);
const char *command_nearest_verb(const char *kind, const char *name);

/* The option of a table by its name, without dashes, or by its letter; NULL if there is none. */
const struct poptOption *option_find(const struct poptOption *options, const char *name);
/* The option that a word is, and its value, if that stands in the same word; NULL if it is none. */
const struct poptOption *option_read(
	const struct poptOption *options, const char *word, const char **value);
/* The long name of an option that a mistyped one may have been meant for, or NULL. */
const char *option_nearest(const struct poptOption *options, const char *name);
/* Whether there is something at this place of a table: where the table ends, there is not. */
bool option_exists(const struct poptOption *option);
bool option_takes_argument(const struct poptOption *option);

/* Appends the list of commands. */
void commands_overview(struct buffer *out);

/* Parses a command's options and runs it; `title` is how it was called ("handoff check"). */
int command_run(const struct command *command, const char *title, struct app *app, int argc,
	const char **argv);

/* True if these words are a verb of the kind whose name the command has: `glossary new`. */
bool command_is_for_kind(const struct command *command, const char *verb);
/* The same for `handoff KIND VERB`: the kind is argv[0]. */
int kind_run(struct app *app, int argc, const char **argv);

/* Appends an option as help lists it; `command` is NULL for one that stands before the command. */
void command_option_text(
	const struct command *command, const struct poptOption *option, struct buffer *out);

/* Appends a command's help: usage, what it does, options, examples. */
void command_help_text(const struct command *command, const char *title, struct buffer *out);
/* Prints it. Returns the exit status. */
int command_show_help(struct app *app, const struct command *command, const char *title);

/* Prints "handoff: MESSAGE" on standard error, frees the error, returns EXIT_TROUBLE. */
int app_fail(struct error *error);
/* The same for a message. */
int app_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A note on standard error that changes nothing: "handoff: MESSAGE". */
void app_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Opens the repository that holds the current directory. */
struct error *app_open(struct app *app);

/* The policy of the working tree, with what it needs. */
struct app_policy {
	struct snapshot *snapshot;
	struct doc_pool *pool;
	struct policy *policy;
};

/* Loads it. Returns EXIT_DONE, or EXIT_TROUBLE after printing what is wrong. Dispose in any case.
 */
int app_load_policy(struct app *app, struct app_policy *loaded);
/* The same for what also works without a repository: there are the built-in kinds then, and nobody.
 */
int app_load_kinds(struct app *app, struct app_policy *loaded);
void app_policy_dispose(struct app_policy *loaded);

/* True if standard output is a terminal that a person reads, and whether colour is wanted there. */
bool app_is_terminal(void);
bool app_wants_color(const struct app *app);

/* Writes to standard output, through a pager where that is a terminal. False (after saying why) if
 * it could not. */
bool app_print(struct app *app, const struct buffer *text);
/* Writes some of much to standard output, past any pager. ERROR_IO if it could not. */
struct error *app_write(struct slice bytes);
/* The same for all that a command has to say; empties the buffer. Returns EXIT_DONE or
 * EXIT_TROUBLE. */
int app_deliver(struct app *app, struct buffer *text);

#endif
