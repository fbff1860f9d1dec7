/** The parameters of the support domain, one record a concern. */
package io.rapport.core.support.settings;
