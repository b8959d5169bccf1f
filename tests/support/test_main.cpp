#define BOOST_TEST_MODULE sluis
#include <boost/test/unit_test.hpp>
