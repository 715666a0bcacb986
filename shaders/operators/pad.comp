// output[c] = input[source(c)], or the padding value where the source lies outside and MODE is constant.
//
// One invocation computes one element, or one vector of four (layout.glsl): then axis 0 counts vectors and is not padded. Axis 0 is the innermost; axes from RANK on are not looked at.
//
// input   row-major, extents input_extent
// value   the padding value: one element
// output  row-major, extents extent = input_extent + begin + end; a negative begin crops
// Assumptions: count = product of extent; RANK <= 8; MODE 1 to 3 only with input_extent >= 1 where extent >= 1.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16 i32 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

layout(constant_id = 4) const uint RANK = 8;
layout(constant_id = 5) const uint MODE = 0;

const uint EDGE = 1;
const uint REFLECT = 2;
const uint WRAP = 3;

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) readonly buffer Value { ELEMENT value_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint value_base;
    uint output_base;
    uint count;
    uint extent0;
    uint extent1;
    uint extent2;
    uint extent3;
    uint extent4;
    uint extent5;
    uint extent6;
    uint extent7;
    int input_extent0;
    int input_extent1;
    int input_extent2;
    int input_extent3;
    int input_extent4;
    int input_extent5;
    int input_extent6;
    int input_extent7;
    int begin0;
    int begin1;
    int begin2;
    int begin3;
    int begin4;
    int begin5;
    int begin6;
    int begin7;
} p;

// x mod n in [0, n), also for negative x.
int wrapped(int x, int n)
{
    int r = x % n;
    return r < 0 ? r + n : r;
}

// The input index along one axis, or -1 for the padding value.
int source(int i, int n)
{
    if (i >= 0 && i < n)
        return i;
    if (MODE == EDGE)
        return i < 0 ? 0 : n - 1;
    if (MODE == WRAP)
        return wrapped(i, n);
    if (MODE == REFLECT) {
        int period = max(2 * (n - 1), 1);
        int phase = wrapped(i, period);
        return phase < n ? phase : period - phase;
    }
    return -1;
}

#define STEP(NUMBER, EXTENT, INPUT_EXTENT, BEGIN) \
    if (RANK >= NUMBER) { \
        uint outer = RANK == NUMBER ? 0u : rest / EXTENT; \
        int i = source(int(rest - outer * EXTENT) - BEGIN, INPUT_EXTENT); \
        inside = inside && i >= 0; \
        from += max(i, 0) * stride; \
        stride *= INPUT_EXTENT; \
        rest = outer; \
    }

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint rest = index;
    int from = 0;
    int stride = 1;
    bool inside = true;
    STEP(1, p.extent0, p.input_extent0, p.begin0)
    STEP(2, p.extent1, p.input_extent1, p.begin1)
    STEP(3, p.extent2, p.input_extent2, p.begin2)
    STEP(4, p.extent3, p.input_extent3, p.begin3)
    STEP(5, p.extent4, p.input_extent4, p.begin4)
    STEP(6, p.extent5, p.input_extent5, p.begin5)
    STEP(7, p.extent6, p.input_extent6, p.begin6)
    STEP(8, p.extent7, p.input_extent7, p.begin7)
    if (inside)
        output_data[p.output_base / WIDTH + index] = STORED(LOAD(input_data, p.input_base / WIDTH + uint(from)));
    else
        output_data[p.output_base / WIDTH + index] = STORED(VECTOR(VALUE(value_data[p.value_base])));
}
