package io.rapport.simulator.people;

import io.rapport.simulator.shop.Assortment;
import io.rapport.simulator.shop.WeightedChoice;
import io.rapport.simulator.shop.WordLists;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The people who may come to the shop. Accounts and remembered visitors are bounded: beyond the
 * bound the longest unseen visitor is forgotten, and nobody registers any more.
 */
public final class Population {

  private static final List<Persona> PERSONAS = List.of(Persona.values());
  private static final List<CustomerLocale> TONGUES = List.of(CustomerLocale.values());
  private static final double RETURNING = 0.5;
  private static final double WITH_ACCOUNT = 0.45;
  private static final int ACCOUNTS_A_FIRST_CUSTOMER = 5;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z]+");
  private static final List<String> DOMAINS = List.of("example.com", "example.net", "example.org");
  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Linux; Android 15) Chrome/131.0.0.0 Mobile Safari/537.36");

  private final RandomGenerator random;
  private final Assortment assortment;
  private final WeightedChoice personas =
      new WeightedChoice(Arrays.stream(Persona.values()).mapToDouble(Persona::share).toArray());
  private final WeightedChoice tongues =
      new WeightedChoice(
          Arrays.stream(CustomerLocale.values()).mapToDouble(CustomerLocale::share).toArray());
  private final Map<CustomerLocale, List<String>> given = new EnumMap<>(CustomerLocale.class);
  private final Map<CustomerLocale, List<String>> family = new EnumMap<>(CustomerLocale.class);
  private final List<Account> accounts = new ArrayList<>();
  private final Visitor[] remembered;
  private final int maxAccounts;
  private long visitors;

  /**
   * @param customers accounts that exist from the start, at least one
   * @param rememberedVisitors how many visitors may come back, at least one
   */
  public Population(
      int customers, int rememberedVisitors, Assortment assortment, RandomGenerator random) {
    if (customers < 1 || rememberedVisitors < 1) {
      throw new IllegalArgumentException("a shop needs a customer and a visitor");
    }
    this.random = random;
    this.assortment = assortment;
    this.remembered = new Visitor[rememberedVisitors];
    this.maxAccounts = customers * ACCOUNTS_A_FIRST_CUSTOMER;
    for (CustomerLocale tongue : CustomerLocale.values()) {
      given.put(tongue, WordLists.names("given", tongue.code()));
      family.put(tongue, WordLists.names("family", tongue.code()));
    }
    for (int i = 0; i < customers; i++) {
      newAccount(tongue());
    }
  }

  /** The accounts, oldest first. */
  public List<Account> accounts() {
    return List.copyOf(accounts);
  }

  /** Any account. */
  public Account anyAccount() {
    return accounts.get(random.nextInt(accounts.size()));
  }

  /** Somebody who comes to the website: about half of them have been there before. */
  public Visitor arrive() {
    int known = (int) Math.min(visitors, remembered.length);
    if (known > 0 && random.nextDouble() < RETURNING) {
      return remembered[random.nextInt(known)];
    }
    CustomerLocale tongue = tongue();
    Account account = null;
    if (random.nextDouble() < WITH_ACCOUNT) {
      account = anyAccount();
      tongue = account.tongue();
    }
    Visitor visitor =
        new Visitor(
            "v" + Long.toString(1_000_000 + visitors, Character.MAX_RADIX),
            PERSONAS.get(personas.draw(random)),
            tongue,
            account,
            BROWSERS.get(random.nextInt(BROWSERS.size())),
            assortment,
            random);
    remembered[(int) (visitors % remembered.length)] = visitor;
    visitors++;
    return visitor;
  }

  /** A new account; null when the shop has as many as it may. */
  public Account register(CustomerLocale tongue) {
    return accounts.size() < maxAccounts ? newAccount(tongue) : null;
  }

  /** Contact data typed at a checkout without an account. */
  public Account guest(CustomerLocale tongue) {
    return account("", tongue, random.nextInt(100_000));
  }

  private Account newAccount(CustomerLocale tongue) {
    int number = accounts.size();
    Account account = account("C" + (100_000 + number), tongue, number);
    accounts.add(account);
    return account;
  }

  private Account account(String customerId, CustomerLocale tongue, int number) {
    String first = any(given.get(tongue));
    String last = any(family.get(tongue));
    String email = mailbox(first) + '.' + mailbox(last) + number + '@' + any(DOMAINS);
    return new Account(
        customerId,
        first,
        last,
        email,
        tongue.phone(random.nextInt(1_000)),
        random.nextBoolean() ? tongue.countryName() : tongue.countryCode(),
        tongue,
        random.nextInt(4) == 0 ? null : random.nextInt(1945, 2008),
        PostalAddress.draw(tongue, new SplittableRandom(email.hashCode())),
        answer(0.6),
        answer(0.85));
  }

  /** Yes with the given chance; one in ten was never asked. */
  private Boolean answer(double yes) {
    return random.nextInt(10) == 0 ? null : (Boolean) (random.nextDouble() < yes);
  }

  private CustomerLocale tongue() {
    return TONGUES.get(tongues.draw(random));
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String mailbox(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("ß", "ss");
    plain = MARKS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
    return NOT_A_LETTER.matcher(plain).replaceAll("");
  }
}
