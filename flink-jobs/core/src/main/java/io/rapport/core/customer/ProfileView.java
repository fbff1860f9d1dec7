package io.rapport.core.customer;

import io.rapport.core.intake.Keys;
import java.util.List;
import java.util.Map;

/**
 * A customer's profile as consumers see it. A status other than ACTIVE means that the profile is
 * gone; then only the identifiers are set, except for an account that is part of another customer.
 *
 * @param customerId the account, or the identifier that stands for the customer while no account is
 *     known
 * @param identified whether customerId is an account
 * @param mergedInto account the profile moved to, or the customer that it is part of, or null
 * @param eventTime newest event counted, milliseconds since the epoch
 * @param firstSeen oldest event counted
 * @param orders orders less cancellations
 * @param spend orders less returns and cancellations, in {@link Money} units of {@code currency}
 * @param currency ISO 4217 code or null
 * @param lastPurchase newest order, or {@link CustomerProfile#NEVER}
 * @param recencyScore 1 to 5, or 0 when not known
 * @param frequencyScore 1 to 5, or 0 when not known
 * @param monetaryScore 1 to 5, or 0 when not known
 * @param topCategories strongest first, weights as of eventTime
 * @param recentItems newest first
 * @param marketingConsent null when never asked
 * @param personalisationConsent null when never asked
 * @param qualityCodes number of changes that cleaning made, by rule and kind
 * @param visitorIds cookies last seen with the customer, newest first
 * @param recentChanges the last changes that cleaning made, newest first
 * @param accounts accounts of one person that the profile unites, in the order of the alphabet;
 *     empty for a profile of one account
 * @param part null for a profile that consumers see; else the profile is an account's part of
 *     another, to be united with the others
 */
public record ProfileView(
    String site,
    String customerId,
    boolean identified,
    ProfileStatus status,
    String mergedInto,
    long eventTime,
    long firstSeen,
    long views,
    long cartAdds,
    long wishes,
    long searches,
    long orders,
    long returns,
    long spend,
    String currency,
    long lastPurchase,
    int recencyScore,
    int frequencyScore,
    int monetaryScore,
    int ticketsOpen,
    long ticketsTotal,
    double categoryConcentration,
    List<CategoryWeight> topCategories,
    List<String> recentItems,
    String email,
    String phone,
    String country,
    Boolean marketingConsent,
    Boolean personalisationConsent,
    Map<String, Integer> qualityCodes,
    List<String> visitorIds,
    List<CleaningNote> recentChanges,
    List<String> accounts,
    Part part) {

  /** The view of a profile that is gone. */
  public static ProfileView gone(Subject subject, ProfileStatus status, String into, long time) {
    return new ProfileView(
        subject.site(),
        subject.customerId(),
        subject.identified(),
        status,
        into,
        time,
        time,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        CustomerProfile.NEVER,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /** Site-qualified key of the customer. */
  public String customerKey() {
    return Keys.of(site, customerId);
  }

  /** Whether the profile is kept. */
  public boolean active() {
    return status == ProfileStatus.ACTIVE;
  }

  /** A copy with RFM scores. */
  public ProfileView withScores(int recency, int frequency, int monetary) {
    return new ProfileView(
        site,
        customerId,
        identified,
        status,
        mergedInto,
        eventTime,
        firstSeen,
        views,
        cartAdds,
        wishes,
        searches,
        orders,
        returns,
        spend,
        currency,
        lastPurchase,
        recency,
        frequency,
        monetary,
        ticketsOpen,
        ticketsTotal,
        categoryConcentration,
        topCategories,
        recentItems,
        email,
        phone,
        country,
        marketingConsent,
        personalisationConsent,
        qualityCodes,
        visitorIds,
        recentChanges,
        accounts,
        part);
  }

  /** A copy as part of a customer's profile. */
  public ProfileView asPart(Part of) {
    return copy(status, mergedInto, accounts, of);
  }

  /** A copy that unites accounts. */
  public ProfileView ofAccounts(List<String> united) {
    return copy(status, mergedInto, united, part);
  }

  /** A copy for those who know the account, which is part of another customer. */
  public ProfileView merged(String customer) {
    return copy(ProfileStatus.MERGED, customer, accounts, part);
  }

  /** Whether the profile is that of an account which is part of another customer. */
  public boolean isMerged() {
    return status == ProfileStatus.MERGED && identified && mergedInto != null;
  }

  private ProfileView copy(ProfileStatus present, String into, List<String> united, Part of) {
    return new ProfileView(
        site,
        customerId,
        identified,
        present,
        into,
        eventTime,
        firstSeen,
        views,
        cartAdds,
        wishes,
        searches,
        orders,
        returns,
        spend,
        currency,
        lastPurchase,
        recencyScore,
        frequencyScore,
        monetaryScore,
        ticketsOpen,
        ticketsTotal,
        categoryConcentration,
        topCategories,
        recentItems,
        email,
        phone,
        country,
        marketingConsent,
        personalisationConsent,
        qualityCodes,
        visitorIds,
        recentChanges,
        united,
        of);
  }

  /** Key of the customer whose published profile this changes. */
  public String publishedKey() {
    return part == null ? customerKey() : part.customer();
  }

  /**
   * An account's part in the profile of a customer who has several accounts.
   *
   * @param customer key of the customer
   * @param profile the account's packed {@link CustomerProfile}; null when the account leaves
   */
  // The bytes are a packed value in transit; nothing compares parts.
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(String customer, byte[] profile) {}
}
