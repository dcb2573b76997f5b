package io.mediarouter.harness.contract;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The check of a server against what the proxies demand of its role. */
public final class ServerCheck {
  private ServerCheck() {}

  /**
   * Checks an origin server and prints what was found.
   *
   * @param url where it is
   * @param path of a media file on it, relative to {@code url}, not encoded
   * @return whether a proxy can use it
   */
  public static boolean origin(URI url, String path, PrintWriter out) {
    return print(new OriginContract(url, path), out);
  }

  /**
   * Checks a distribution server, in a folder of its own that is emptied again, and prints what was
   * found.
   *
   * @param url where it is
   * @return whether a proxy can use it
   */
  public static boolean distribution(URI url, PrintWriter out) {
    return print(new DistributionContract(url, "check-" + UUID.randomUUID()), out);
  }

  private static boolean print(Contract contract, PrintWriter out) {
    try (contract) {
      List<Check.Result> results = new ArrayList<>();
      contract.checks().forEach(each -> results.add(each.result()));
      CheckTable table = new CheckTable(results);
      table.print(out);
      if (!contract.advice().isEmpty()) {
        out.println(contract.advice());
      }
      out.flush();
      return table.passes();
    }
  }
}
