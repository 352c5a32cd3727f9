# handoff: `make` builds build/handoff, `make help` lists what else there is.
#
# There is no configure step. What the compiler can do and where the libraries are is found out
# once, into build/flags.mk, and again when this file, the compiler or the flags change.
#
# Yours to set: CC, CFLAGS, CPPFLAGS, LDFLAGS, WERROR= (warnings are no errors), V=1 (show commands),
# PREFIX, DESTDIR, HOMEPAGE, TESTS="tests/cli/check.bats ..." (test only these).

VERSION = 0.1.0

# Where the program and its manual are on the web: reports for other programs point there.
HOMEPAGE = https://handoff.example

CC         = cc
AR         = ar
PKG_CONFIG = pkg-config
INSTALL    = install
WERROR     = -Werror

PREFIX  = /usr/local
bindir  = $(PREFIX)/bin
mandir  = $(PREFIX)/share/man
docdir  = $(PREFIX)/share/doc/handoff
bashdir = $(PREFIX)/share/bash-completion/completions
fishdir = $(PREFIX)/share/fish/vendor_completions.d
zshdir  = $(PREFIX)/share/zsh/site-functions

# ---- Variants --------------------------------------------------------------------------------------
# The same sources, built apart for one purpose. What hardening adds would hide what they look for:
# zeroed variables hide uninitialised ones, wrapping arithmetic hides overflow.

VARIANT =

ifeq ($(VARIANT),)
B        = build
CFLAGS  ?= -O2 -g
HARDEN   = yes
else ifeq ($(VARIANT),asan)
B        = build/asan
CFLAGS  ?= -O1 -g
SPECIAL  = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifeq ($(VARIANT),valgrind)
B        = build/valgrind
CFLAGS  ?= -O1 -g
SPECIAL  = -DHANDOFF_NO_SANDBOX -fno-omit-frame-pointer
else ifeq ($(VARIANT),analyzer)
B        = build/analyzer
CC       = gcc
CFLAGS  ?= -O1
SPECIAL  = -fanalyzer
else
$(error VARIANT is asan, valgrind, analyzer or nothing, not "$(VARIANT)")
endif

# ---- Sources and what becomes of them --------------------------------------------------------------

LIB_SOURCES   := $(sort $(wildcard lib/*/*.c))
CMD_SOURCES   := $(sort $(wildcard cmd/*.c))
UNIT_SOURCES  := $(sort $(wildcard tests/unit/*.c))
BENCH_SOURCES := $(sort $(wildcard tests/bench/*.c))
HEADERS       := $(sort $(wildcard lib/*/*.h cmd/*.h tests/*/*.h))
TEMPLATES     := $(sort $(wildcard templates/*.md))
RULE_TEXTS    := $(sort $(wildcard lib/check/rules/*.md))
SCHEMAS       := $(sort $(wildcard lib/report/schemas/*.json))
STYLES        := $(addprefix lib/site/assets/,base.css article.css pictures.css)
ASSETS        := $(B)/gen/style.css lib/site/assets/script.js lib/site/assets/icon.svg
HOOK_SCRIPTS  := $(sort $(filter-out hooks/bots,$(wildcard hooks/*)))
COMPLETIONS   := $(sort $(wildcard cmd/completion/*))
WRITTEN_PAGES := $(sort $(wildcard man/*.[1-9]))
MADE_PAGES    := $(patsubst %.in,$(B)/%,$(sort $(wildcard man/*.[1-9].in)))
MAN_PAGES     := $(WRITTEN_PAGES) $(MADE_PAGES)
PLAIN_SOURCES := $(LIB_SOURCES) $(CMD_SOURCES) $(BENCH_SOURCES)
C_SOURCES     := $(PLAIN_SOURCES) $(UNIT_SOURCES)

EMBEDDED      := $(B)/gen/builtin_templates.o $(B)/gen/builtin_outlines.o $(B)/gen/rule_files.o \
                 $(B)/gen/json_schemas.o $(B)/gen/hook_scripts.o $(B)/gen/site_assets.o
LIB_OBJECTS   := $(LIB_SOURCES:%.c=$(B)/obj/%.o) $(EMBEDDED)
CMD_OBJECTS   := $(CMD_SOURCES:%.c=$(B)/obj/%.o) $(B)/gen/completion_scripts.o
UNIT_TESTS    := $(UNIT_SOURCES:tests/unit/%.c=$(B)/tests/%)
BENCHMARKS    := $(BENCH_SOURCES:tests/bench/%.c=$(B)/bench/%)
OUTLINES      := $(TEMPLATES:templates/%.md=$(B)/gen/outlines/%.outline)
OBJECTS       := $(C_SOURCES:%.c=$(B)/obj/%.o) $(B)/obj/lib/policy/embed/outline.o $(EMBEDDED) $(B)/gen/completion_scripts.o

# ---- Flags -----------------------------------------------------------------------------------------

MODULES = libgit2 yaml-0.1 libcmark-gfm popt jansson libcrypto libpcre2-8 libutf8proc libmicrohttpd

INCLUDES = -D_GNU_SOURCE -DHANDOFF_VERSION='"$(VERSION)"' \
           -DHANDOFF_HOMEPAGE='"$(HOMEPAGE)"' -Ilib -Icmd

# Each of the flags below is used if the compiler knows it.
TRY_WARNINGS = \
	-Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wformat=2 -Wundef -Wvla -Walloca \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wwrite-strings \
	-Wpointer-arith -Wnull-dereference -Wduplicated-cond -Wduplicated-branches -Wlogical-op \
	-Wimplicit-fallthrough -Wtrampolines -Wbidi-chars=any -Wdouble-promotion -Wdate-time

# The OpenSSF's compiler hardening guide: https://best.openssf.org/Compiler-Hardening-Guides/
# A comma joins what is tried as one. _FORTIFY_SOURCE is undefined first as Ubuntu presets it.
TRY_HARDENING = \
	-U_FORTIFY_SOURCE,-D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -mbranch-protection=standard -fstrict-flex-arrays=3 \
	-ftrivial-auto-var-init=zero -fzero-init-padding-bits=all -fno-delete-null-pointer-checks \
	-fno-strict-overflow -fno-strict-aliasing -fPIE
TRY_LINKING = \
	-pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,nodlopen -Wl,--as-needed \
	-Wl,--no-copy-dt-needed-entries

# From flags.mk: WARNINGS, HARDENING, LINKING, and what pkg-config says. What you set comes last.
ALL_CFLAGS  = -std=gnu11 $(WARNINGS) $(RELAXED) $(WERROR) $(HARDENING) $(SPECIAL) $(INCLUDES) \
              $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LINKING) $(SPECIAL) $(CFLAGS) $(LDFLAGS)

# Tests write argument vectors as lists of literals.
$(B)/obj/tests/unit/%.o: RELAXED = -Wno-write-strings

# It loses sight of what a list of chunks holds.
ifeq ($(VARIANT),analyzer)
$(B)/obj/lib/base/mem.o: RELAXED = -Wno-analyzer-malloc-leak
endif

# One line a step, or the commands themselves with V=1.
ifeq ($(V),1)
Q   =
SAY = @:
else
Q   = @
SAY = @printf '  %-4s %s\n'
endif

# Set-up on the way is done for those who just type `make test`: these run make again, with as many
# jobs as there are processors unless you said how many.
PROCESSORS := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
AGAIN = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(PROCESSORS))

# ---- What to make ----------------------------------------------------------------------------------

.PHONY: all
all: $(B)/handoff $(B)/libhandoff.a $(MADE_PAGES) ## build the program, the library, the manual (the default)

.PHONY: deps
deps: ## install what building and testing needs (Debian, Ubuntu)
	@sh .ci/deps.sh build test

.PHONY: deps-lint deps-valgrind
deps-lint deps-valgrind: deps-%:
	@sh .ci/deps.sh build test $*

.PHONY: demo
demo: deps ## make a sample repository and show the main commands on it
	+@$(AGAIN) all
	@PATH="$(CURDIR)/$(B):$$PATH" sh tests/demo.sh

.PHONY: test
test: deps ## build and run all tests
	+@$(AGAIN) all unit-tests build/npm/installed
	@sh tests/run.sh $(B) $(TESTS)

# Programs that tests run and that Debian does not have, as package-lock.json names them to the byte.
build/npm/installed: tests/npm/package.json tests/npm/package-lock.json
	$(SAY) NPM $(@D)
	$(Q)mkdir -p $(@D) && cp $^ $(@D)
	$(Q)cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	$(Q)chmod u+x $(@D)/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
	$(Q)touch $@

.PHONY: bench
bench: deps ## measure speed and memory, and hold them to their limits
	+@$(AGAIN) all benchmarks
	@sh tests/bench/run.sh $(B)
	@sh tests/bench/staged.sh $(B)
	@sh tests/bench/history.sh $(B)
	@sh tests/bench/glossary.sh $(B)
	@sh tests/bench/site.sh $(B)

.PHONY: asan
asan: deps ## run all tests under the address and undefined behaviour sanitizers
	+@$(AGAIN) VARIANT=asan all unit-tests build/npm/installed
	@TEST_MODE=asan sh tests/run.sh build/asan $(TESTS)

.PHONY: valgrind
valgrind: deps-valgrind ## run the tests under valgrind, but those tagged no-valgrind
	+@$(AGAIN) VARIANT=valgrind all unit-tests build/npm/installed
	@TEST_MODE=valgrind sh tests/run.sh build/valgrind $(TESTS)

.PHONY: lint
lint: deps-lint ## run clang-tidy, cppcheck, gcc -fanalyzer, shellcheck, mandoc
	+@$(AGAIN) -k lint-tidy lint-cppcheck lint-analyzer lint-shell lint-man

.PHONY: format
format: ## lay out the sources
	$(Q)clang-format -i $(C_SOURCES) $(HEADERS)

.PHONY: format-check
format-check: ## say where the layout of sources is off
	$(Q)clang-format --dry-run -Werror $(C_SOURCES) $(HEADERS)

.PHONY: install
install: all install-completion ## install the program, its manual, shell completion (PREFIX, DESTDIR)
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(docdir)
	$(INSTALL) -m 755 $(B)/handoff $(DESTDIR)$(bindir)/handoff
	$(INSTALL) -m 644 LICENSE $(wildcard README.md) $(DESTDIR)$(docdir)
	$(foreach page,$(MAN_PAGES),$(INSTALL) -d $(dir $(call installed_page,$(page))) && \
		$(INSTALL) -m 644 $(page) $(call installed_page,$(page)) &&) :

.PHONY: install-completion
install-completion:
	$(foreach shell,$(SHELLS),$(INSTALL) -d $(dir $(installed_$(shell))) && \
		$(INSTALL) -m 644 cmd/completion/$(shell).$(shell) $(installed_$(shell)) &&) :

.PHONY: uninstall
uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(bindir)/handoff $(DESTDIR)$(docdir)/LICENSE $(DESTDIR)$(docdir)/README.md \
		$(foreach page,$(MAN_PAGES),$(call installed_page,$(page))) \
		$(foreach shell,$(SHELLS),$(installed_$(shell)))
	if [ -d $(DESTDIR)$(docdir) ]; then rmdir $(DESTDIR)$(docdir); fi

# Where each shell looks for the completion of a command called handoff.
SHELLS         = $(basename $(notdir $(COMPLETIONS)))
installed_bash = $(DESTDIR)$(bashdir)/handoff
installed_fish = $(DESTDIR)$(fishdir)/handoff.fish
installed_zsh  = $(DESTDIR)$(zshdir)/_handoff

# man/handoff.1 goes to man1/.
installed_page = $(DESTDIR)$(mandir)/man$(patsubst .%,%,$(suffix $(1)))/$(notdir $(1))

.PHONY: dist
dist: ## pack the last commit as build/handoff-VERSION.tar.gz
	@mkdir -p build
	git archive --format=tar.gz --prefix=handoff-$(VERSION)/ \
		-o build/handoff-$(VERSION).tar.gz HEAD

.PHONY: clean
clean: ## remove all that was built
	rm -rf build

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | \
		while IFS='|' read -r target about; do printf '  %-13s %s\n' "$$target" "$$about"; done

# ---- Lint ------------------------------------------------------------------------------------------

# Scripts are known by their first line.
SCRIPTS = $(shell find .ci cmd lib hooks tests -name '*.bash' -print -o -type f -exec \
	awk 'FNR == 1 && /^\#!.*(sh|bats)/ { print FILENAME }' {} \; 2>/dev/null | sort)

# clang-tidy is slow: only what changed since it was found good.
.PHONY: lint-tidy
lint-tidy: $(C_SOURCES:%.c=$(B)/tidy/%.ok)
$(B)/tidy/%.ok: %.c $(HEADERS) .clang-tidy $(B)/flags.mk
	$(SAY) TIDY $<
	$(Q)mkdir -p $(@D)
	$(Q)clang-tidy --quiet $< -- -std=gnu11 $(INCLUDES) $(PKG_CFLAGS) >$@.out 2>&1 || \
		{ cat $@.out; exit 1; }
	$(Q)mv $@.out $@

# Not the unit tests: neither of these two knows that a failed assertion does not return.
.PHONY: lint-cppcheck
lint-cppcheck:
	$(SAY) CPP '$(words $(PLAIN_SOURCES)) files'
	$(Q)cppcheck --quiet --std=c11 --enable=warning,performance,portability,style --inline-suppr \
		--suppress=missingIncludeSystem --suppress=shadowFunction --suppress=unusedStructMember \
		--suppress=variableScope --suppress=identicalInnerCondition \
		--error-exitcode=1 -j $(PROCESSORS) $(INCLUDES) $(PLAIN_SOURCES)

.PHONY: lint-analyzer
lint-analyzer:
	+@$(AGAIN) -k VARIANT=analyzer analyzed

.PHONY: lint-shell
lint-shell:
	$(SAY) SH '$(words $(SCRIPTS)) scripts'
	$(Q)shellcheck -x $(SCRIPTS)

# Pages refer to each other before they are installed, and to those of programs that may not be here.
.PHONY: lint-man
lint-man: $(MADE_PAGES)
	$(SAY) MAN '$(words $(MAN_PAGES)) pages'
	$(Q)! mandoc -T lint -W style $(MAN_PAGES) | \
		grep -v -e 'referenced manual not found' -e 'mandoc.db'

# ---- How to make it --------------------------------------------------------------------------------

.PHONY: unit-tests benchmarks analyzed
unit-tests: $(UNIT_TESTS)
benchmarks: $(BENCHMARKS)
analyzed: $(PLAIN_SOURCES:%.c=$(B)/obj/%.o)
all unit-tests benchmarks analyzed:
	@:

$(B)/handoff: $(CMD_OBJECTS) $(B)/libhandoff.a
	$(SAY) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(CMD_OBJECTS) $(B)/libhandoff.a $(PKG_LIBS) -lm

# What these two pages list, the program knows: of the built-in kinds, whatever directory this is in.
$(B)/man/handoff-rules.7: CONTENT = explain
$(B)/man/handoff-kinds.7: CONTENT = kinds
$(MADE_PAGES): $(B)/man/%: man/%.in $(B)/handoff
	$(SAY) MAN $@
	$(Q)mkdir -p $(@D)
	$(Q)program=$$(realpath $(B)/handoff) && (cd / && "$$program" $(CONTENT) --format mdoc) >$@.content
	$(Q)sed -e '/^@CONTENT@$$/{r $@.content' -e 'd;}' $< >$@.new && mv $@.new $@

# Made anew each time, as ar keeps the members whose sources are gone.
$(B)/libhandoff.a: $(LIB_OBJECTS) $(B)/sources
	$(SAY) AR $@
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIB_OBJECTS)

$(B)/tests/%: $(B)/obj/tests/unit/%.o $(B)/libhandoff.a
	$(SAY) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< $(B)/libhandoff.a $(PKG_LIBS) -lm $(CMOCKA_LIBS)

$(B)/bench/%: $(B)/obj/tests/bench/%.o
	$(SAY) LINK $@
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $< $(PKG_LIBS) -lm

$(B)/obj/%.o: %.c $(B)/flags.mk
	$(SAY) CC $<
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c $(B)/flags.mk
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/gen/builtin_templates.c: lib/base/embed.sh $(TEMPLATES) $(B)/sources
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)sh lib/base/embed.sh policy/builtin.h builtin_template builtin_templates $(TEMPLATES) \
		>$@.new && mv $@.new $@

# Templates are parsed here and not with every run: by what parses documents, linked apart.
PARSING := $(filter $(B)/obj/lib/base/% $(B)/obj/lib/doc/%,$(LIB_OBJECTS))
$(B)/outline: $(B)/obj/lib/policy/embed/outline.o $(PARSING)
	$(SAY) LINK $@
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(B)/gen/outlines/%.outline: templates/%.md $(B)/outline
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)$(B)/outline $< >$@.new && mv $@.new $@

$(B)/gen/builtin_outlines.c: lib/base/embed.sh $(OUTLINES) $(B)/sources
	$(SAY) GEN $@
	$(Q)sh lib/base/embed.sh policy/builtin.h builtin_template builtin_outlines $(OUTLINES) \
		>$@.new && mv $@.new $@

$(B)/gen/rule_files.c: lib/base/embed.sh $(RULE_TEXTS) $(B)/sources
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)sh lib/base/embed.sh check/rule_text.h rule_file rule_files $(RULE_TEXTS) \
		>$@.new && mv $@.new $@

$(B)/gen/json_schemas.c: lib/base/embed.sh $(SCHEMAS) $(B)/sources
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)sh lib/base/embed.sh report/schema.h json_schema json_schemas $(SCHEMAS) \
		>$@.new && mv $@.new $@

$(B)/gen/style.css: $(STYLES)
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)cat $(STYLES) >$@.new && mv $@.new $@

$(B)/gen/site_assets.c: lib/base/embed.sh $(ASSETS)
	$(SAY) GEN $@
	$(Q)sh lib/base/embed.sh site/asset.h site_asset site_assets $(ASSETS) >$@.new && mv $@.new $@

$(B)/gen/hook_scripts.c: lib/base/embed.sh $(HOOK_SCRIPTS) $(B)/sources
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)sh lib/base/embed.sh hooks/hooks.h hook_script hook_scripts $(HOOK_SCRIPTS) \
		>$@.new && mv $@.new $@

$(B)/gen/completion_scripts.c: lib/base/embed.sh $(COMPLETIONS) $(B)/sources
	$(SAY) GEN $@
	$(Q)mkdir -p $(@D)
	$(Q)sh lib/base/embed.sh completion.h completion_script completion_scripts $(COMPLETIONS) \
		>$@.new && mv $@.new $@

.DELETE_ON_ERROR:
.SECONDARY:

-include $(OBJECTS:.o=.d)

# These two change only when what they hold changes: then what depends on them is made again.
$(B)/settings: export STAMP = $(CC) $(WERROR) $(SPECIAL) $(INCLUDES) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS)
$(B)/sources:  export STAMP = $(LIB_SOURCES) $(TEMPLATES) $(RULE_TEXTS) $(SCHEMAS) $(HOOK_SCRIPTS) $(COMPLETIONS)
$(B)/settings $(B)/sources: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$STAMP" | cmp -s - $@ || printf '%s\n' "$$STAMP" >$@

.PHONY: FORCE
FORCE:

# The targets that need no flags, or make them in a second run of make, when deps has been.
FLAGLESS = deps deps-% demo test bench asan valgrind lint lint-shell format format-check \
           install-completion uninstall dist clean help FORCE $(B)/flags.mk
ifneq ($(filter-out $(FLAGLESS),$(or $(MAKECMDGOALS),all)),)
include $(B)/flags.mk
endif

$(B)/flags.mk: Makefile $(B)/settings
	@$(PKG_CONFIG) --print-errors --exists $(MODULES) || { \
		echo 'Something is missing to build with: try `make deps`.' >&2; exit 1; }
	@printf '#include <stdio.h>\n#include <string.h>\nint main(void)\n{\n\treturn 0;\n}\n' >$(B)/probe.c
	@works() { $(CC) $(CFLAGS) -Werror $$strict "$$@" -o $(B)/probe $(B)/probe.c 2>/dev/null; }; \
	strict=; if works -Wl,--fatal-warnings; then strict=-Wl,--fatal-warnings; fi; \
	try() { \
		echo; printf '%s =' "$$1"; shift; \
		for flag; do \
			flags=$$(echo "$$flag" | sed 's/,-[DU]/ &/; s/ ,/ /'); \
			if works $$flags; then printf ' %s' "$$flags"; fi; \
		done; \
	}; \
	{ \
		try WARNINGS $(TRY_WARNINGS); \
		$(if $(HARDEN),try HARDENING $(TRY_HARDENING); try LINKING $(TRY_LINKING);) \
		echo; \
		echo "PKG_CFLAGS = $$($(PKG_CONFIG) --cflags $(MODULES))"; \
		echo "PKG_LIBS = $$($(PKG_CONFIG) --libs $(MODULES))"; \
		echo "CMOCKA_LIBS = $$($(PKG_CONFIG) --libs cmocka 2>/dev/null || echo -lcmocka)"; \
	} >$@.new && mv $@.new $@
