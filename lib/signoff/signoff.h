/*
 * signoff.h - the ledger: where each required sign-off stands, from one walk over history.
 *
 * This layer stands beside check/: it may use base/, repo/, doc/ and policy/, and report/ reads
 * what it returns. What a kind's contract declares of sign-offs is read and checked already
 * (policy/kind.h, struct signoff_spec); the digest, the history walk and the states of TRUST.md
 * part A belong here.
 */
#ifndef HANDOFF_SIGNOFF_SIGNOFF_H
#define HANDOFF_SIGNOFF_SIGNOFF_H

#endif
