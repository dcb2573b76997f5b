package io.mediarouter.vertx.batch;

import java.util.Set;

/**
 * The need that a rendition of a job has of a server.
 *
 * @param demandCores cores that it is predicted to keep busy at least, above 0
 * @param ableServers the transcoding servers that can make its form, busy or not
 */
record Need(double demandCores, Set<String> ableServers) {
  Need {
    ableServers = Set.copyOf(ableServers);
  }
}
