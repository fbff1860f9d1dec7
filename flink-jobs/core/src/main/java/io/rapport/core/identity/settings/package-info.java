/** The parameters of identity resolution. */
package io.rapport.core.identity.settings;
