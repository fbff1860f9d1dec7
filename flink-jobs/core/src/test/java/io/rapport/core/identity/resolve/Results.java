package io.rapport.core.identity.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a resolver told: the newest of each key, as a compacted topic would. */
final class Results implements Resolutions {

  final Map<String, Identity> identities = new TreeMap<>();
  final Map<String, Review> reviews = new TreeMap<>();
  final Map<String, String> members = new HashMap<>();
  final List<String> erased = new ArrayList<>();
  final List<String> all = new ArrayList<>();
  private long version;

  @Override
  public void member(String id, String customer, long number, long time) {
    if (number <= version) {
      throw new AssertionError("version " + number + " after " + version);
    }
    version = number;
    if (customer == null) {
      members.remove(id);
    } else {
      members.put(id, customer);
    }
    all.add("member " + id + " " + customer + " " + number + " " + time);
  }

  @Override
  public void identity(Identity identity) {
    identities.put(identity.customerId(), identity);
    all.add("identity " + identity);
  }

  @Override
  public void gone(String id) {
    identities.remove(id);
    all.add("gone " + id);
  }

  @Override
  public void erased(String id, String request, long time) {
    erased.add(id + " " + request + " " + time);
    all.add("erased " + id + " " + request + " " + time);
  }

  @Override
  public void review(Review review) {
    reviews.put(review.first().id() + "/" + review.second().id(), review);
    all.add("review " + review);
  }

  @Override
  public void reviewed(String first, String second) {
    reviews.remove(first + "/" + second);
    all.add("reviewed " + first + " " + second);
  }

  List<String> memberIds(String customer) {
    return identities.get(customer).members().stream().map(Identity.Member::customerId).toList();
  }
}
