package io.rapport.jobs.customer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.LinkProvenance;
import io.rapport.core.identity.golden.GoldenField;
import io.rapport.core.identity.golden.GoldenRecord;
import io.rapport.core.identity.golden.SurvivorshipRule;
import io.rapport.core.identity.graph.Link;
import io.rapport.core.identity.graph.Provenance;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.resolve.Identity;
import io.rapport.core.identity.resolve.PairDecision;
import io.rapport.core.identity.resolve.Review;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonMappingTest {

  @Test
  void anIdentityKeepsItsMeaningThroughTheContract() throws Exception {
    Identity identity =
        new Identity(
            "a",
            30,
            null,
            List.of(new Identity.Member("a", "shop", 10), new Identity.Member("b", "", 20)),
            List.of(new Link("b", "a", Provenance.MATCH, 0.97, 20, "Same person as a.")),
            List.of(new PairDecision(PairDecision.Kind.REJECT, "c", "a", 25, "Ada", "Twins")),
            new GoldenRecord(
                Map.of(
                    Role.E_MAIL,
                    new GoldenField("a@x.example", "shop", "a", 10, SurvivorshipRule.NEWEST, 2))));
    CustomerIdentity read =
        CustomerIdentity.fromByteBuffer(
            PersonMapping.upsert(new IdentityUpdate("s", "a", identity)).value().toByteBuffer());
    assertThat(read.getSite()).isEqualTo("s");
    assertThat(read.getMergedInto()).isNull();
    assertThat(read.getMembers().get(1).getCustomerId()).isEqualTo("b");
    assertThat(read.getMembers().get(1).getSource()).isNull();
    assertThat(read.getLinks().get(0).getFirst()).isEqualTo("a");
    assertThat(read.getLinks().get(0).getProvenance()).isEqualTo(LinkProvenance.MATCH);
    assertThat(read.getConflicts().get(0).getFirst()).isEqualTo("a");
    assertThat(read.getConflicts().get(0).getSecond()).isEqualTo("c");
    assertThat(read.getFields().get(0).getRole()).isEqualTo("e-mail");
    assertThat(read.getFields().get(0).getRule()).isEqualTo("newest");
    assertThat(read.getFields().get(0).getAgreeing()).isEqualTo(2);
  }

  @Test
  void whatIsGoneIsATombstoneUnderTheKeyOfTheContract() {
    assertThat(PersonMapping.upsert(new IdentityUpdate("s", "a", null)).key()).isEqualTo("s/a");
    assertThat(PersonMapping.upsert(new ReviewUpdate("s", "a", "b", null)).key())
        .isEqualTo("s/a/b");
  }

  @Test
  void aReviewKeepsItsMeaningThroughTheContract() throws Exception {
    Review review =
        new Review(
            new Review.Side("a", "a", "crm", Map.of("given-name", "Anna")),
            new Review.Side("b", "c", "", Map.of("given-name", "Emma")),
            30,
            0.5,
            "Perhaps.");
    IdentityReview read =
        IdentityReview.fromByteBuffer(
            PersonMapping.upsert(new ReviewUpdate("s", "a", "b", review)).value().toByteBuffer());
    assertThat(read.getFirst()).isEqualTo("a");
    assertThat(read.getSecondCustomer()).isEqualTo("c");
    assertThat(read.getSecondSource()).isNull();
    assertThat(read.getFirstFields()).containsEntry("given-name", "Anna");
  }
}
