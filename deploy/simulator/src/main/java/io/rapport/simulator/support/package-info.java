/** What customers write to the simulated shop, in several languages, and what the desk answers. */
package io.rapport.simulator.support;
