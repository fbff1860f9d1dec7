/**
 * What every domain starts from: cleaned events, the rules that clean them, and the accounting of
 * what became of each.
 */
package io.rapport.core.intake;
