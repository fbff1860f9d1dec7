/** The standard forms of contact data, codes, names and numbers. */
package io.rapport.core.cleaning.form;
