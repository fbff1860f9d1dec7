package io.rapport.connectors.sources.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.connectors.sources.adapter.Adapting;
import org.junit.jupiter.api.Test;

class MentionAdapterTest {

  private static final MentionAdapter MENTIONS = new MentionAdapter();

  @Test
  void aPostOpensATicketAndItsRepliesBelongToIt() throws Exception {
    SupportEvent post =
        Adapting.one(
            MENTIONS,
            "{'id':'1','platform':'Mastodon','author':{'id':'42','username':'anna'},'lang':'en',"
                + "'content':'<p>@shop my parcel is late</p>','created_at':'2026-11-30T10:00:00Z'}",
            SupportEvent.class);
    assertThat(post.getKind()).isEqualTo(SupportEventKind.OPENED);
    assertThat(post.getTicketId()).isEqualTo("mastodon-1");
    assertThat(post.getChannel()).isEqualTo("mastodon");
    assertThat(post.getVisitorId()).isEqualTo("mastodon:42");
    assertThat(post.getBody()).isEqualTo("@shop my parcel is late");
    SupportEvent reply =
        Adapting.one(
            MENTIONS,
            "{'id':'2','platform':'mastodon','author_id':42,'in_reply_to':'1','text':'Anybody?'}",
            SupportEvent.class);
    assertThat(reply.getKind()).isEqualTo(SupportEventKind.CUSTOMER_MESSAGE);
    assertThat(reply.getTicketId()).isEqualTo(post.getTicketId());
  }

  @Test
  void aMentionWithoutTextOrNameIsRefused() throws Exception {
    assertThat(Adapting.refusal(MENTIONS, "{'id':'1','platform':'x'}").reason())
        .isEqualTo("no-text");
    assertThat(Adapting.refusal(MENTIONS, "{'id':'1','text':'x'}").reason())
        .isEqualTo("missing-field");
  }
}
