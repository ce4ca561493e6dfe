# unittest: runs tests, of which some fail.
import io
import unittest
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.log = ["class"]
    def setUp(self): self.log.append("setup")
    def tearDown(self): self.log.append("teardown")
    def test_ok(self): self.assertEqual(1 + 1, 2)
    def test_fail(self): self.assertEqual([1, 2, 3], [1, 2, 4])
    def test_error(self): {}["missing"]
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "inva.*int") as cm:
            int("x")
        self.assertIn("x", str(cm.exception))
    @unittest.skip("not now")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_expected(self): self.assertTrue(False)
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)
    def test_dict(self): self.assertDictEqual({"a": 1}, {"a": 2}, "the message")
    def test_almost(self): self.assertAlmostEqual(1.0, 1.00000001); self.assertAlmostEqual(1, 2, places=1)
    def test_mock(self):
        from unittest.mock import Mock, patch
        m = Mock(return_value=3)
        self.assertEqual(m(1, k=2), 3)
        m.assert_called_once_with(1, k=2)
        with patch("builtins.len", lambda x: 42):
            self.assertEqual(len([]), 42)
stream = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(T)
result = unittest.TextTestRunner(stream, verbosity=2).run(suite)
import re
print(re.sub(r"in \d+\.\d+s", "in N s", stream.getvalue()))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful(), T.log.count("setup"))
