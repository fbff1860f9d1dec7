/**
 * Identity: records of persons, resolved to customers without labels.
 *
 * <ul>
 *   <li>{@code person}: the roles of values, and the standard form of a record.
 *   <li>{@code compare}: two persons compared field by field, each ending in a level of agreement.
 *   <li>{@code weight}: the weight of a level, learned in the stream.
 *   <li>{@code link}: blocking, candidates, and the customer that a record joins.
 *   <li>{@code graph}: links of any origin, conflicts, and how they are undone.
 *   <li>{@code golden}: the value of each role that survives.
 * </ul>
 *
 * <p>Strangers who share something are kept apart in four ways. Placeholders and the mailboxes of
 * offices are not compared. An e-mail address, a telephone number, an id or a device that is seen
 * with more names than a household has says nothing. The weight of an equal value falls with the
 * number of records that have it. And people of one household, who share what is rare, are told
 * apart by what is a person's own: see {@code HouseholdGuard}.
 */
package io.rapport.core.identity;
