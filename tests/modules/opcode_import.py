# _opcode: opcode and dis can be imported, and numbers that no instruction has are refused.
import opcode, dis, _opcode

print(_opcode.has_arg(100000), _opcode.stack_effect(0), _opcode.is_valid(-1))
for args in [(100000,), ("a",)]:
    try:
        _opcode.stack_effect(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
