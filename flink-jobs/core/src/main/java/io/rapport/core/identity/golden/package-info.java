/** The golden record of a customer: of each field the value that survives, and its source. */
package io.rapport.core.identity.golden;
