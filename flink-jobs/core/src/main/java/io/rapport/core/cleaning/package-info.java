/**
 * Cleaning by rules: the rules and their file, the fields they may name, running statistics, and
 * the changes that they make to a record.
 */
package io.rapport.core.cleaning;
