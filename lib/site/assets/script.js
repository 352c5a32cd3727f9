/* What a page does besides being read: explanations that let themselves be closed, and lists that can
 * be searched, filtered and sorted. All texts are set as text: nothing that a document holds is ever
 * read as markup. */
"use strict";

/* ---- On every page ---- */

(function () {
	const main = document.getElementById("Main");
	const skip = document.querySelector("a.skip");

	/* The address may say what is shown in a list: it stays. */
	skip.addEventListener("click", function (event) {
		event.preventDefault();
		main.focus();
		main.scrollIntoView();
	});

	/* An explanation that is in the way goes with Escape, and comes again with the next visit. */
	document.addEventListener("keydown", function (event) {
		if (event.key !== "Escape")
			return;
		for (const term of document.querySelectorAll(".term:hover, .term:focus-within"))
			term.classList.add("dismissed");
	});
	for (const term of document.querySelectorAll(".term")) {
		const renew = function () { term.classList.remove("dismissed"); };
		term.addEventListener("mouseleave", renew);
		term.addEventListener("focusout", renew);
		term.addEventListener("focusin", function () {
			term.querySelector("[role=tooltip]").scrollIntoView({ block: "nearest" });
		});
	}
})();

/* ---- On pages with a list ---- */

(function () {
	const data = window.handoffData;
	const form = document.querySelector("form.filters");
	const table = document.getElementById("rows");
	if (!data || !form || !table)
		return;

	const body = table.tBodies[0];
	const count = document.getElementById("count");
	const more = document.getElementById("more");
	const search = form.querySelector("#q");
	const step = 100;
	const up = "../".repeat(Number(document.documentElement.dataset.depth || 0));
	const state = { shown: step, column: -1, descending: false };

	/* ---- Cells ---- */

	function element(name, className, text) {
		const made = document.createElement(name);
		if (className)
			made.className = className;
		if (text !== undefined)
			made.textContent = text;
		return made;
	}

	function address(target) {
		return /^https?:\/\//.test(target) ? target : up + target;
	}

	const fill = {
		text(cell, value) {
			cell.textContent = value;
		},
		number(cell, value) {
			cell.className = "number";
			cell.textContent = value === null ? "" : value;
		},
		link(cell, value) {
			if (value[1]) {
				const link = element("a", "", value[0]);
				link.href = address(value[1]);
				cell.append(link);
			} else {
				cell.append(value[0]);
			}
			if (value[2])
				cell.append(element("span", "below", value[2]));
		},
		badge(cell, value) {
			if (value[0])
				cell.append(element("span", "badge " + value[1], value[0]));
		},
		badges(cell, value) {
			for (const one of value) {
				const label = element("span", "labelled", one[0] + " ");
				label.append(element("span", "badge " + one[2], one[1]));
				cell.append(label, " ");
			}
		},
		day(cell, value) {
			if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value[0])) {
				cell.textContent = value[0];
				return;
			}
			const time = element("time", value[1], value[0]);
			time.dateTime = value[0];
			cell.append(time);
		},
	};

	function makeRow(row) {
		const made = document.createElement("tr");
		row[0].forEach(function (value, i) {
			const cell = document.createElement(i === 0 ? "th" : "td");
			if (i === 0)
				cell.scope = "row";
			fill[data.columns[i]](cell, value);
			made.append(cell);
		});
		return made;
	}

	/* What a cell says, for searching and sorting. An address is not what it says. */
	function textOf(type, value) {
		switch (type) {
		case "link":
			return value[0] + " " + value[2];
		case "badge":
		case "day":
			return value[0];
		case "badges":
			return value.map(function (one) { return one[0] + " " + one[1]; }).join(" ");
		case "number":
			return value === null ? "" : String(value);
		default:
			return value;
		}
	}

	const texts = data.rows.map(function (row) {
		return row[0].map(function (value, i) {
			return textOf(data.columns[i], value).toLowerCase();
		}).concat((row[3] || "").toLowerCase()).join("\n");
	});

	/* ---- Which rows ---- */

	function readControls() {
		const wanted = { words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
			sets: [], flags: 0 };
		data.facets.forEach(function (facet, i) {
			const value = form.querySelector("#" + facet[0]).value;
			if (value)
				wanted.sets.push([i, facet[1].findIndex(function (one) {
					return one[0] === value;
				})]);
		});
		data.flags.forEach(function (flag, i) {
			if (form.querySelector("#" + flag).checked)
				wanted.flags |= 1 << i;
		});
		return wanted;
	}

	function isWanted(number, wanted) {
		const row = data.rows[number];
		return (row[2] & wanted.flags) === wanted.flags &&
			wanted.sets.every(function (set) { return row[1][set[0]].includes(set[1]); }) &&
			wanted.words.every(function (word) { return texts[number].includes(word); });
	}

	/* Rows that say nothing in the column come last, whichever way it is sorted. */
	function sorted(numbers) {
		const column = state.column, type = data.columns[column];
		const sign = state.descending ? -1 : 1;
		if (column < 0)
			return numbers;
		const keys = new Map(numbers.map(function (number) {
			const value = data.rows[number][0][column];
			return [number, type === "number" && value !== null ?
				value : textOf(type, value).toLowerCase()];
		}));
		return numbers.sort(function (a, b) {
			const one = keys.get(a), two = keys.get(b);
			if (one === two)
				return a - b;
			if (one === "" || two === "")
				return one === "" ? 1 : -1;
			return one < two ? -sign : sign;
		});
	}

	/* ---- Showing them ---- */

	function show() {
		const wanted = readControls();
		let numbers = [];
		for (let i = 0; i < data.rows.length; i++)
			if (isWanted(i, wanted))
				numbers.push(i);
		numbers = sorted(numbers);
		const some = numbers.slice(0, state.shown);
		body.replaceChildren(...some.map(function (number) { return makeRow(data.rows[number]); }));
		more.hidden = numbers.length <= state.shown;
		const text = numbers.length +
			(numbers.length < data.rows.length ? " of " + data.rows.length : "") +
			" " + data.noun +
			(numbers.length > some.length ? ", the first " + some.length + " shown" : "");
		if (count.textContent !== text)
			count.textContent = text;
	}

	/* ---- The address says what is shown, so that it can be sent to somebody ---- */

	function writeAddress() {
		const parts = new URLSearchParams();
		for (const control of form.querySelectorAll("input, select")) {
			if (control.type === "checkbox" ? control.checked : control.value)
				parts.set(control.id, control.type === "checkbox" ? "1" : control.value);
		}
		if (state.column >= 0)
			parts.set("sort", (state.descending ? "-" : "") + state.column);
		history.replaceState(null, "", "#" + parts.toString());
	}

	/* An address may ask for what no row has: then there are none, and the control says why. */
	function choose(select, value) {
		select.value = value;
		if (select.value === value)
			return;
		const option = element("option", "", value);
		option.value = value;
		select.append(option);
		select.value = value;
		select.parentNode.hidden = false;
	}

	function readAddress() {
		const hash = location.hash.slice(1);
		if (hash && !hash.includes("="))
			return; /* the place of something in the page */
		const parts = new URLSearchParams(hash);
		for (const control of form.querySelectorAll("input, select")) {
			const value = parts.get(control.id) || "";
			if (control.type === "checkbox")
				control.checked = value !== "";
			else if (control.localName === "select")
				choose(control, value);
			else
				control.value = value;
		}
		const sort = /^(-?)([0-9]{1,2})$/.exec(parts.get("sort") || "");
		state.column = sort && Number(sort[2]) < data.columns.length ? Number(sort[2]) : -1;
		state.descending = Boolean(sort && sort[1]);
		markHeaders();
	}

	function changed() {
		state.shown = step;
		writeAddress();
		show();
	}

	/* ---- Sorting by a column's header ---- */

	const headers = Array.from(table.tHead.rows[0].cells);

	function markHeaders() {
		headers.forEach(function (header, i) {
			if (i === state.column)
				header.setAttribute("aria-sort",
					state.descending ? "descending" : "ascending");
			else
				header.removeAttribute("aria-sort");
		});
	}

	headers.forEach(function (header, i) {
		const button = element("button", "sort", header.textContent);
		button.type = "button";
		header.replaceChildren(button);
		button.addEventListener("click", function () {
			/* Up, down, and back to how it was. */
			if (state.column !== i) {
				state.column = i;
				state.descending = false;
			} else if (!state.descending) {
				state.descending = true;
			} else {
				state.column = -1;
				state.descending = false;
			}
			markHeaders();
			changed();
		});
	});

	/* ---- Controls ---- */

	data.facets.forEach(function (facet, number) {
		const control = form.querySelector("#" + facet[0]);
		for (const one of facet[1].slice().sort(function (a, b) { return a[0] < b[0] ? -1 : 1; })) {
			const option = element("option", "", one[1]);
			option.value = one[0];
			control.append(option);
		}
		/* What all rows have is no choice. */
		control.parentNode.hidden = facet[1].length === 0 || (facet[1].length === 1 &&
			data.rows.every(function (row) { return row[1][number].length > 0; }));
	});
	form.hidden = false;
	form.addEventListener("submit", function (event) { event.preventDefault(); });
	form.addEventListener("input", changed);
	form.addEventListener("reset", function () {
		state.column = -1;
		state.descending = false;
		markHeaders();
		setTimeout(changed, 0); /* when the controls are empty */
	});
	more.addEventListener("click", function () {
		const first = state.shown;
		state.shown += step;
		show();
		const link = body.rows[first] && body.rows[first].querySelector("a");
		if (link)
			link.focus();
	});
	document.addEventListener("keydown", function (event) {
		if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey &&
			!/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
			event.preventDefault();
			search.focus();
		}
	});
	window.addEventListener("hashchange", function () {
		readAddress();
		show();
		if (location.hash.includes("="))
			count.scrollIntoView({ block: "center" });
	});

	readAddress();
	show();
})();
