/**
 * The input of every domain: cleaned events, the rules that clean them, and the outcome of each
 * event.
 */
package io.rapport.core.intake;
