"""Numbers of every form, and those where forms and roundings change."""

import random


class Literals:
    """Random numbers, as text."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def underscored(self, digits):
        """Puts underscores between some digits."""
        if self.random.random() < 0.7:
            return digits
        return "".join(
            digit + ("_" if i + 1 < len(digits) and self.random.random() < 0.3 else "")
            for i, digit in enumerate(digits))

    def small(self):
        return str(self.random.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 32, 64, 99, 100, 255, 1000]))

    def big(self, most=300):
        length = self.random.choice([2, 5, 9, 10, 15, 16, 17, 18, 19, 20, 25, 38, 39, 60, 100, 200, most])
        return str(self.random.randint(1, 9)) + self.digits(self.random.randint(1, min(length, most)) - 1)

    def near_power(self):
        """An integer beside a power of two, where widths and roundings change."""
        power = self.random.choice([8, 15, 16, 24, 31, 32, 33, 52, 53, 54, 55, 62, 63, 64, 65, 96, 127, 128, 500])
        return str(abs(2 ** power + self.random.randint(-3, 3)))

    def radix(self):
        value = int(self.big(40))
        text = self.random.choice([bin, oct, hex])(value)
        prefix, digits = text[:2], text[2:]
        if self.random.random() < 0.3:
            prefix, digits = prefix.upper(), digits.upper()
        if self.random.random() < 0.3:
            prefix += "_"
        return prefix + self.underscored(digits)

    def zeros(self):
        return self.random.choice(["0", "00", "0_0", "000", "0.0", "0.", ".0", "0e0", "00.5", "09.5", "00e1", "0_9.0"])

    def decimal(self):
        """A float as people write them."""
        whole = self.random.choice(["", "0", self.small(), self.underscored(self.digits(self.random.randint(1, 6)))])
        fraction = self.underscored(self.digits(self.random.randint(0 if whole else 1, 8)))
        return f"{whole}.{fraction}" + (self.exponent() if self.random.random() < 0.2 else "")

    def exponent(self):
        sign = self.random.choice(["", "+", "-"])
        return self.random.choice("eE") + sign + self.underscored(str(self.random.choice([0, 1, 2, 5, 10, 15, 16, 17, 22, 23, 100])))

    def double(self):
        """Any double at all, by its bits, as repr or with more digits than needed."""
        while True:
            value = float.fromhex(f"0x1.{self.random.getrandbits(52):013x}p{self.random.randint(-1022, 1023)}")
            if self.random.random() < 0.15:
                value = self.random.getrandbits(self.random.randint(1, 52)) * 5e-324
            if value:
                return repr(value) if self.random.random() < 0.8 else f"{value:.{self.random.randint(17, 30)}e}"

    def common_double(self):
        """A double of everyday size, with all its bits."""
        return repr(self.random.uniform(0, 10 ** self.random.randint(-3, 6)))

    def edge(self):
        """A float at an edge of the format or of its printing."""
        return self.random.choice([
            "5e-324", "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-323",
            "2.2250738585072014e-308", "2.225073858507201e-308", "2.2250738585072011e-308",
            "1.7976931348623157e308", "1.7976931348623158e308", "1.797693134862315807e308", "1.7976931348623159e308",
            "8.98846567431158e307", "1e308", "1e309", "1e999", "9007199254740991.0", "9007199254740992.0",
            "9007199254740993.0", "9007199254740994.0", "9007199254740995.0", "1e15", "1e16", "1e17", "1e22", "1e23",
            "9999999999999998.0", "9999999999999999.0", "10000000000000000.0", "10000000000000002.0",
            "999999999999999.9", "0.0001", "0.00001", "0.00009999999999999999", "0.1", "0.2", "0.3", "0.5", "1.5", "2.5",
            "0.49999999999999994", "4503599627370496.5", "4503599627370495.5", "1.0000000000000002", "0.9999999999999999",
            "1e-7", "123456789.123456789", "1.1", "2.675", "1e-400", "4.35", "0.045", "1e+16", "1e05", "5.e-1",
        ])

    def halfway(self):
        """A decimal exactly between two doubles, or one unit beside it."""
        bits = (1 << 53 | self.random.getrandbits(53)) | 1
        shift = self.random.randint(-40, 40)
        if shift >= 0:
            return str((bits << shift) + self.random.randint(-1, 1)) + ".0"
        text = str(bits * 5 ** -shift).zfill(-shift + 1)
        tail = self.random.choice(["", "1", "0000000000000000000001"])
        return f"{text[:shift]}.{text[shift:]}{tail}"

    def integer(self):
        return self.random.choice([self.small, self.small, self.small, self.big, self.near_power, self.radix])()

    def float(self):
        return self.random.choice([
            self.decimal, self.decimal, self.common_double, self.double, self.edge, self.halfway, self.zeros])()

    def number(self):
        return self.integer() if self.random.random() < 0.55 else self.float()

    def signed(self, make):
        return self.random.choice(["", "", "-", "+", "--"]) + make()
