/** The local stack with a simulated shop: {@code rapport demo}. */
package io.rapport.cli.demo;
