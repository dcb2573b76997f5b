package io.mediarouter.state.durable;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.state.codec.RecordCodec;
import io.mediarouter.store.Sidecar;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The documents that lie beside stored files; they have the form in which the index is kept. */
public final class SidecarDocuments {
  private static final RecordCodec CODEC = new RecordCodec(List.of());

  private SidecarDocuments() {}

  /** The document in JSON; how a file was used is not told. */
  public static String write(Sidecar sidecar) {
    StoredRendition unused = sidecar.stored().used(Usage.NONE);
    var told = new Sidecar(sidecar.asset(), sidecar.source(), unused);
    return new String(CODEC.write(Sidecar.class, told), StandardCharsets.UTF_8);
  }

  /**
   * What a document says of the file beside it.
   *
   * @param serverId where it lies
   * @throws IllegalArgumentException if it is none of ours
   */
  public static Sidecar read(String json, String serverId) {
    Sidecar read = CODEC.read(Sidecar.class, json.getBytes(StandardCharsets.UTF_8));
    if (read == null) {
      throw new IllegalArgumentException("no document");
    }
    return new Sidecar(read.asset(), read.source(), read.stored().on(List.of(serverId)));
  }
}
