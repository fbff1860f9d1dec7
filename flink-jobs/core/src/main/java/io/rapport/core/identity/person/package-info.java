/** Records of persons: the roles of their values, and their standard form. */
package io.rapport.core.identity.person;
