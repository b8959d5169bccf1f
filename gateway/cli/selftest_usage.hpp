#pragma once

#include <string_view>

namespace sluis::cli {

// Help text of `sluis selftest`.
inline constexpr std::string_view kSelftestUsage =
    R"(sluis selftest [--config FILE] [--measure] [--json]
sluis selftest --gateway URL [--roots PEM] [--as FILE] [--json]

Judges some seven hundred attacks (share/sluis/hostile) inside this process, each by the moment it was made for and with a throw-away
token service beside the operator's own, and compares the rule and the fault that refused it with what is expected. With --gateway it
sends them to a running gateway instead: nothing may be answered, the control group neither.

  --config FILE        settings of the gateway: its limits, skews and switches count; no private key is read. Default: the defaults
  --measure            an attack over 50 ms of CPU or 32 MiB of memory is a failure too (a release build, on a machine that is not busy)
  --gateway URL        http or https; slow attacks take as long as the gateway lets them, half a minute with the default settings
  --roots PEM          roots of its server certificate; default: the sandbox's
  --as FILE            client certificate with key (PKCS#12 or PEM), --password-file FILE its password
  --corpus FOLDER      another corpus

Exit: 0 nothing was accepted and every attack met its rule, 2 otherwise, 3 the gateway or the settings can't be used, 1 wrong usage.)";

}  // namespace sluis::cli
