#pragma once

#include <chrono>
#include <string>

namespace sluis::registry {

// How a PostgreSQL registry is reached.
struct PostgresSettings {
  std::string url;       // of libpq: postgresql://user@host:port,host:port/database?sslmode=verify-full; without a password
  std::string password;  // "": none, or what libpq finds itself (PGPASSFILE)
  int connections = 8;   // at most, of one node
  std::chrono::seconds connect_timeout{2};    // per host of the url; libpq takes no less than two
  std::chrono::seconds statement_timeout{5};  // of a whole read or write, waiting for a connection included
};

// Whether this is the url of a PostgreSQL database.
bool is_postgres_url(const std::string& url);

}  // namespace sluis::registry
