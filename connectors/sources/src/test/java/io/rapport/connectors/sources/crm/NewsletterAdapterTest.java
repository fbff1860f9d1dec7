package io.rapport.connectors.sources.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerRecord;
import io.rapport.connectors.sources.adapter.Adapting;
import org.junit.jupiter.api.Test;

class NewsletterAdapterTest {

  private static final NewsletterAdapter NEWSLETTER = new NewsletterAdapter();

  private static String webhook(String type) {
    return "{'id':'w-1','type':'"
        + type
        + "','occurred_at':'2026-11-30T10:00:00Z',"
        + "'subscriber':{'id':7,'email':'anna@example.com','name':'Anna'}}";
  }

  @Test
  void aSubscriptionIsARecordWithConsent() throws Exception {
    CustomerRecord record = Adapting.one(NEWSLETTER, webhook("subscribed"), CustomerRecord.class);
    assertThat(record.getCustomerId()).isEqualTo("newsletter:7");
    assertThat(record.getEmail()).isEqualTo("anna@example.com");
    assertThat(record.getMarketingConsent()).isTrue();
    assertThat(
            Adapting.one(NEWSLETTER, webhook("unsubscribed"), CustomerRecord.class)
                .getMarketingConsent())
        .isFalse();
    assertThat(Adapting.one(NEWSLETTER, webhook("deleted"), CustomerRecord.class).getDeleted())
        .isTrue();
  }

  @Test
  void anOpenedLetterTellsNothingAndAStrangeWebhookIsRefused() throws Exception {
    assertThat(Adapting.events(NEWSLETTER, webhook("opened"))).isEmpty();
    assertThat(Adapting.refusal(NEWSLETTER, "{'type':'subscribed'}").detail())
        .contains("subscriber.id");
  }
}
