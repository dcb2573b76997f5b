package io.mediarouter.vertx.config.front;

import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import io.mediarouter.vertx.config.form.FormOf;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.Section;
import java.util.ArrayList;
import java.util.List;

/** The form of whom something is believed: none, all, or a list of networks. */
final class TrustForm extends FormOf<Trust> {
  TrustForm() {
    super(
        Forms.of(
            NoneAllOr.schema(
                "none, all, or a list of networks such as 10.0.0.0/8",
                "a network such as 10.0.0.0/8",
                1000),
            at -> NoneAllOr.isAll(at) ? Trust.EVERYBODY : Trust.in(networks(at)),
            trust ->
                NoneAllOr.write(
                    trust.everybody(), trust.networks().stream().map(Network::toString).toList())));
  }

  /** The networks without mistakes. */
  private static List<Network> networks(Section at) {
    List<Network> networks = new ArrayList<>();
    for (int i = 0; i < at.map().size(); i++) {
      Section item = at.item(i);
      try {
        networks.add(Network.parse(item.map().asText()));
      } catch (IllegalArgumentException e) {
        item.expected(Network.EXPECTED);
      }
    }
    return networks;
  }
}
