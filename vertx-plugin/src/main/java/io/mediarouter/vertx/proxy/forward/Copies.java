package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.MultiMap;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/** The copies of one file on several servers, the same byte for byte. */
public interface Copies {
  /** What a server does that delivers one. */
  Work work();

  /** The servers that have one and are available now, best first. */
  List<BackEnd> holders();

  /** The server of that name. */
  BackEnd holder(String serverId);

  /** A request for it to a server that has it. */
  RequestOptions request(BackEnd holder);

  /** The fields of a request for a part of it, but for the range. */
  MultiMap fields(BackEnd holder);

  /** Whether an answer is of the same file, as far as its head tells. */
  boolean isSame(MultiMap answer);
}
