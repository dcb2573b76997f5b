package io.mediarouter.vertx.config;

import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import java.util.ArrayList;
import java.util.List;

/** The reader of who is trusted. */
final class TrustReader {
  private final Section section;

  private TrustReader(Section section) {
    this.section = section;
  }

  static TrustConfig read(Section root) {
    var reader = new TrustReader(root.section("trust"));
    return new TrustConfig(reader.trust("priority"), reader.trust("cmcd"));
  }

  /** Who is trusted by one key. */
  static Trust read(Section section, String key) {
    return new TrustReader(section).trust(key);
  }

  private Trust trust(String key) {
    return section.text(key, "").equals("all") ? Trust.EVERYBODY : Trust.in(networks(key));
  }

  /** The networks without mistakes. */
  private List<Network> networks(String key) {
    List<String> written = section.texts(key);
    List<Network> networks = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      add(key, i, written.get(i), networks);
    }
    return networks;
  }

  private void add(String key, int index, String written, List<Network> networks) {
    try {
      networks.add(Network.parse(written));
    } catch (IllegalArgumentException e) {
      section
          .tree()
          .error(
              section.path().key(key).item(index),
              Values.expected(Values.quoted(written), Network.EXPECTED));
    }
  }
}
