#pragma once

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>

namespace sluis::test {

// A PostgreSQL 15 cluster in a temporary folder, made by tests/end_to_end/postgres.sh; stopped and removed at the end. Throws
// std::runtime_error with what the tools said when PostgreSQL isn't installed or doesn't start.
class PostgresCluster final {
 public:
  PostgresCluster() { start("start_postgres", {}); }
  // A streaming standby of another one.
  static std::unique_ptr<PostgresCluster> standby_of(const PostgresCluster& primary) {
    return std::unique_ptr<PostgresCluster>(new PostgresCluster(primary.folder_));
  }
  ~PostgresCluster() {
    try {
      shell("stop_postgres", {});
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "%s\n", failure.what());
    }
  }
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  const std::string& folder() const { return folder_; }
  // postgresql://sluis@127.0.0.1:PORT/sluis
  const std::string& url() const { return url_; }
  // PORT of the url.
  std::string port() const { return url_.substr(url_.rfind(':') + 1, url_.rfind('/') - url_.rfind(':') - 1); }

  // A new, empty database beside the others; gives its url.
  std::string make_database(const std::string& name) {
    sql("CREATE DATABASE " + name);
    return url_.substr(0, url_.rfind('/') + 1) + name;
  }
  std::string sql(const std::string& statement) { return shell("sql", {statement}); }
  void halt(const std::string& mode = "fast") { shell("halt_postgres", {mode}); }
  void resume() { shell("resume_postgres", {}); }
  void promote() { shell("promote_postgres", {}); }

 private:
  explicit PostgresCluster(const std::string& primary) { start("start_standby", {primary}); }

  void start(const std::string& function, std::initializer_list<std::string> words) {
    try {
      url_ = shell(function, words);
    } catch (const std::exception&) {
      shell("stop_postgres", {});
      throw;
    }
  }

  static std::string made() {
    std::string name = "/tmp/sluis-postgres-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    return name;
  }

  static std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
  }

  // What a function of postgres.sh prints, without the end of the last line.
  std::string shell(const std::string& function, std::initializer_list<std::string> words) const {
    std::string script = std::string(". ") + SLUIS_SOURCE_DIR + "/tests/end_to_end/postgres.sh; " + function + " " + folder_;
    for (const auto& word : words) script += " " + quoted(word);
    const auto errors = folder_ + ".said";
    std::FILE* pipe = ::popen(("bash -c " + quoted("{ " + script + "; } 2>" + errors + " || { cat " + errors + "; exit 1; }")).c_str(), "r");
    if (!pipe) throw std::runtime_error("no shell");
    std::string said;
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) said.append(buffer, n);
    const int status = ::pclose(pipe);
    std::remove(errors.c_str());
    while (said.ends_with('\n')) said.pop_back();
    if (status != 0) throw std::runtime_error(function + ": " + said);
    return said;
  }

  const std::string folder_ = made();
  std::string url_;
};

}  // namespace sluis::test
