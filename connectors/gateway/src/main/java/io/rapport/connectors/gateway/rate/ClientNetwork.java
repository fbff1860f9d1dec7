package io.rapport.connectors.gateway.rate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * The name under which a client's address is limited: an IPv4 address itself; the /64 of an IPv6
 * address, because one subscriber chooses freely among the 2^64 addresses of it (RFC 6177).
 */
public final class ClientNetwork {

  /** Written so that no name is looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*");

  private static final int SEGMENTS = 4;

  private ClientNetwork() {}

  /** The network of an address; a text that is no address is its own. */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    if (!LITERAL.matcher(bare).matches()) {
      return address;
    }
    try {
      InetAddress parsed = InetAddress.getByName(bare);
      // An IPv4 address within IPv6 is parsed as what it stands for.
      return parsed instanceof Inet6Address ? prefix(parsed.getAddress()) : parsed.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static String prefix(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SEGMENTS; i++) {
      text.append(Integer.toHexString(((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff)))
          .append(':');
    }
    return text.append(":/64").toString();
  }
}
