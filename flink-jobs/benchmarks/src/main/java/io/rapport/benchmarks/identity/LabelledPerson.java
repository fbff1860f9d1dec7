package io.rapport.benchmarks.identity;

import io.rapport.core.identity.person.PersonRecord;

/**
 * A record of a person and the true cluster that it belongs to.
 *
 * @param truth null where it is not known
 */
record LabelledPerson(PersonRecord record, String truth) {}
