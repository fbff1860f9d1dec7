/** Resolution of a site's customer ids to persons, with decisions of people, and its results. */
package io.rapport.core.identity.resolve;
