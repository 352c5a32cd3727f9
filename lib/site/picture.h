/*
 * picture.h - pictures of what records say: SVG inside of a page, in the page's colours, with the
 * same in words.
 *
 * Each appends a `<figure class="picture">` with the drawing, a caption, and a `<details>` that has
 * a table of all that is drawn; or nothing, and returns false, where there is nothing to show. They
 * hold no style, script or address but links to pages of the site; classes take their colours from
 * assets/pictures.css, in light, in dark, and on paper.
 */
#ifndef HANDOFF_SITE_PICTURE_H
#define HANDOFF_SITE_PICTURE_H

#include "base/buffer.h"
#include "site/records.h"
#include "site/relations.h"

struct picture_request {
	const struct records *records;
	const char *page; /* the path of the page that it is on, for links to others */
	const char *name; /* of the picture: begins the ids in it, which are unique in the page */
	const struct relation_index *incoming; /* of the records; only picture_relations needs it */
};

/* When each role signed, what went stale, was revoked, held again; status changes on the same axis.
 */
bool picture_signoffs(const struct picture_request *request, size_t document, struct buffer *out);

/* Stakeholders by power and interest, from a stakeholder map. */
bool picture_stakeholders(
	const struct picture_request *request, size_t document, struct buffer *out);

/* What happened in an incident, from a post-mortem: its timeline, with the spans from start to
 * detection, mitigation and resolution. */
bool picture_incident(const struct picture_request *request, size_t document, struct buffer *out);

/* A document among those that it links to and that link to it. */
bool picture_relations(const struct picture_request *request, size_t document, struct buffer *out);

/* How the kinds refer to one another, with how many links there are. */
bool picture_kinds(const struct picture_request *request, struct buffer *out);

/* Unfinished action items over time, by owner. */
bool picture_burn_down(const struct picture_request *request, struct buffer *out);

/* Documents that take sign-offs, over time: draft, awaiting sign-offs, ready, gone stale. */
bool picture_readiness(const struct picture_request *request, struct buffer *out);

#endif
