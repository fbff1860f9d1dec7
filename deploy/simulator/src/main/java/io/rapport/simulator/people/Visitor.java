package io.rapport.simulator.people;

import io.rapport.simulator.shop.Assortment;
import java.util.random.RandomGenerator;

/** A person with a cookie: a persona with its own, drifting taste, sometimes with an account. */
public final class Visitor {

  private static final double DRIFT = 0.25;

  private final String visitorId;
  private final Persona persona;
  private final CustomerLocale tongue;
  private final Taste taste;
  private final String userAgent;
  private Account account;
  private boolean loggedIn;
  private int sessions;

  Visitor(
      String visitorId,
      Persona persona,
      CustomerLocale tongue,
      Account account,
      String userAgent,
      Assortment assortment,
      RandomGenerator random) {
    this.visitorId = visitorId;
    this.persona = persona;
    this.tongue = tongue;
    this.account = account;
    this.userAgent = userAgent;
    this.taste = new Taste(persona, assortment, random);
  }

  /** Starts a session: returns its identifier and lets the taste drift. */
  public String startSession(RandomGenerator random) {
    sessions++;
    taste.drift(DRIFT, random);
    return visitorId + '-' + sessions;
  }

  /** A department after the visitor's taste. */
  public int department(RandomGenerator random) {
    return taste.draw(random);
  }

  /** Cookie. */
  public String visitorId() {
    return visitorId;
  }

  /** The kind of visitor. */
  public Persona persona() {
    return persona;
  }

  /** Language. */
  public CustomerLocale tongue() {
    return tongue;
  }

  /** The browser's User-Agent header. */
  public String userAgent() {
    return userAgent;
  }

  /** The account the visitor has, logged in or not; null without one. */
  public Account account() {
    return account;
  }

  /** Gives the visitor an account and logs in. */
  public void register(Account registered) {
    account = registered;
    loggedIn = true;
  }

  /** From now on the shop sees the account with every click. */
  public void logIn() {
    loggedIn = account != null;
  }

  /** The account's identifier as the website knows it; null for an anonymous visitor. */
  public String knownCustomerId() {
    return loggedIn ? account.customerId() : null;
  }
}
