package io.mediarouter.harness.contract;

import io.mediarouter.harness.farm.Listen;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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

  /**
   * Checks a transcoding server with sources that this process serves meanwhile, and prints what
   * was found.
   *
   * @param url where it is
   * @param uris where its resources are
   * @param sources where it can fetch the sources
   * @return whether a proxy can use it
   * @throws IllegalStateException if nothing can be served there
   * @throws UncheckedIOException if the sources cannot be made
   */
  public static boolean transcoding(
      URI url, TranscodingInterface uris, Listen sources, Ffmpeg tools, PrintWriter out) {
    try {
      SourceMedia media = SourceMedia.make(tools, sources);
      out.println("sources at " + media.url() + ", which the server has to be allowed to read");
      out.flush();
      return print(new TranscodingContract(url, uris, media, tools), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
