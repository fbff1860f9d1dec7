/** The rules and the record of restarted processes. Knows nothing of the stack that uses them. */
package io.rapport.local.supervision;
