/**
 * Argument checks that all settings share, and the rule by which settings are written.
 *
 * <ul>
 *   <li>A {@code *Settings} record has one sentence: its subject. The name of a component carries
 *       its unit ({@code Millis}, {@code Bytes}, {@code Share} of 0 to 1); the checks in the
 *       compact constructor are its bounds.
 *   <li>The meaning of a parameter is written once: in the description of its option, which users
 *       read in the table of options. Only a parameter without an option has a {@code @param}.
 *   <li>{@code DEFAULT} is written by name with the record's generated builder. Other settings are
 *       written as their difference from it: {@code X.DEFAULT.with(x -> x.size(5))}.
 * </ul>
 */
package io.rapport.core.settings;
