/** Argument checks that all settings share. */
package io.rapport.core.settings;
