/** Linkage of a stream of person records: blocking, candidates, customers and decisions. */
package io.rapport.core.identity.link;
