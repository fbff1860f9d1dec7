package io.rapport.core.customer;

import io.rapport.core.intake.Keys;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
@RecordBuilder
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

  private static final ProfileStatus[] STATUSES = ProfileStatus.values();
  private static final PackedFormat<ProfileView> FORMAT =
      new PackedFormat<>("A profile's view", 1, ProfileView::write, ProfileView::read);

  /** The view of a profile that is gone. */
  public static ProfileView gone(Subject subject, ProfileStatus status, String into, long time) {
    return ProfileViewBuilder.builder()
        .site(subject.site())
        .customerId(subject.customerId())
        .identified(subject.identified())
        .status(status)
        .mergedInto(into)
        .eventTime(time)
        .firstSeen(time)
        .lastPurchase(CustomerProfile.NEVER)
        .topCategories(List.of())
        .recentItems(List.of())
        .qualityCodes(Map.of())
        .visitorIds(List.of())
        .recentChanges(List.of())
        .accounts(List.of())
        .build();
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
    return ProfileViewBuilder.builder(this)
        .recencyScore(recency)
        .frequencyScore(frequency)
        .monetaryScore(monetary)
        .build();
  }

  /** A copy as part of a customer's profile. */
  public ProfileView asPart(Part of) {
    return ProfileViewBuilder.builder(this).part(of).build();
  }

  /** A copy that unites accounts. */
  public ProfileView ofAccounts(List<String> united) {
    return ProfileViewBuilder.builder(this).accounts(united).build();
  }

  /** A copy for those who know the account, which is part of another customer. */
  public ProfileView merged(String customer) {
    return ProfileViewBuilder.builder(this)
        .status(ProfileStatus.MERGED)
        .mergedInto(customer)
        .build();
  }

  /** Whether the profile is that of an account which is part of another customer. */
  public boolean isMerged() {
    return status == ProfileStatus.MERGED && identified && mergedInto != null;
  }

  /** The packed form, between two steps of a job. */
  public static PackedFormat<ProfileView> format() {
    return FORMAT;
  }

  // The order is the format: a checkpoint may hold messages on their way. Add at the end only.
  @SuppressWarnings("EnumOrdinal")
  private static void write(ProfileView of, PackedWriter out) {
    out.writeString(of.site);
    out.writeString(of.customerId);
    out.writeByte(of.identified ? 1 : 0);
    out.writeByte(of.status.ordinal());
    out.writeNullableString(of.mergedInto);
    for (long number :
        new long[] {
          of.eventTime,
          of.firstSeen,
          of.views,
          of.cartAdds,
          of.wishes,
          of.searches,
          of.orders,
          of.returns,
          of.spend,
          of.lastPurchase,
          of.ticketsTotal
        }) {
      out.writeLong(number);
    }
    out.writeNullableString(of.currency);
    out.writeByte(of.recencyScore);
    out.writeByte(of.frequencyScore);
    out.writeByte(of.monetaryScore);
    out.writeInt(of.ticketsOpen);
    out.writeDouble(of.categoryConcentration);
    out.writeVarint(of.topCategories.size());
    for (CategoryWeight category : of.topCategories) {
      out.writeString(category.category());
      out.writeDouble(category.weight());
    }
    out.writeStrings(of.recentItems);
    out.writeNullableString(of.email);
    out.writeNullableString(of.phone);
    out.writeNullableString(of.country);
    out.writeNullableBoolean(of.marketingConsent);
    out.writeNullableBoolean(of.personalisationConsent);
    out.writeVarint(of.qualityCodes.size());
    of.qualityCodes.forEach(
        (code, count) -> {
          out.writeString(code);
          out.writeInt(count);
        });
    out.writeStrings(of.visitorIds);
    out.writeVarint(of.recentChanges.size());
    for (CleaningNote note : of.recentChanges) {
      out.writeLong(note.eventTime());
      out.writeString(note.rule());
      out.writeString(note.kind());
      out.writeString(note.field());
      out.writeNullableString(note.value());
    }
    out.writeStrings(of.accounts);
    out.writeByte(of.part == null ? 0 : 1);
    if (of.part != null) {
      out.writeString(of.part.customer);
      out.writeNullableBlock(of.part.profile);
    }
  }

  private static ProfileView read(PackedReader in) {
    return ProfileViewBuilder.builder()
        .site(in.readString())
        .customerId(in.readString())
        .identified(in.readByte() == 1)
        .status(STATUSES[in.readByte()])
        .mergedInto(in.readNullableString())
        .eventTime(in.readLong())
        .firstSeen(in.readLong())
        .views(in.readLong())
        .cartAdds(in.readLong())
        .wishes(in.readLong())
        .searches(in.readLong())
        .orders(in.readLong())
        .returns(in.readLong())
        .spend(in.readLong())
        .lastPurchase(in.readLong())
        .ticketsTotal(in.readLong())
        .currency(in.readNullableString())
        .recencyScore(in.readByte())
        .frequencyScore(in.readByte())
        .monetaryScore(in.readByte())
        .ticketsOpen(in.readInt())
        .categoryConcentration(in.readDouble())
        .topCategories(
            readList(in, each -> new CategoryWeight(each.readString(), each.readDouble())))
        .recentItems(in.readStrings())
        .email(in.readNullableString())
        .phone(in.readNullableString())
        .country(in.readNullableString())
        .marketingConsent(in.readNullableBoolean())
        .personalisationConsent(in.readNullableBoolean())
        .qualityCodes(readCodes(in))
        .visitorIds(in.readStrings())
        .recentChanges(
            readList(
                in,
                each ->
                    new CleaningNote(
                        each.readLong(),
                        each.readString(),
                        each.readString(),
                        each.readString(),
                        each.readNullableString())))
        .accounts(in.readStrings())
        .part(in.readByte() == 0 ? null : new Part(in.readString(), in.readNullableBlock()))
        .build();
  }

  private static <T> List<T> readList(PackedReader in, Function<PackedReader, T> read) {
    int size = in.readVarint();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(read.apply(in));
    }
    return values;
  }

  private static Map<String, Integer> readCodes(PackedReader in) {
    int size = in.readVarint();
    Map<String, Integer> codes = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      codes.put(in.readString(), in.readInt());
    }
    return codes;
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
