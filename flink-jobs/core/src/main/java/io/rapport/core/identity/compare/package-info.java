/** Comparisons of two persons, field by field: each ends in one of a few levels of agreement. */
package io.rapport.core.identity.compare;
