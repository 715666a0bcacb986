// output[n][c][i] = the picture input[n][c] at grid[n][i], between pixels by MODE, outside the picture by PADDING. ONNX GridSample.
//
// One invocation computes one element. A place that is not a number gives none.
//
// input   [N][channels][in_h][in_w]
// grid    [N][pixels][x, y], each from -1 to 1 across the picture: where ALIGN_CORNERS from the centres of the outermost pixels, else from
//         their outer edges; places outside are mirrored at the same
// output  [N][channels][pixels], count of them
// MODE: 0 the nearest pixel, 1 the two around it on each axis, 2 the four. PADDING: 0 zero, 1 the outermost pixel, 2 mirrored.
// Assumptions: count = N · channels · pixels; in_h, in_w >= 1.
#version 450
#extension GL_GOOGLE_include_directive : require
// variants: f32 f16
#include "kernel.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const uint MODE = 0;
layout(constant_id = 5) const uint PADDING = 0;
layout(constant_id = 6) const bool ALIGN_CORNERS = false;

const uint NEAREST = 0;
const uint LINEAR = 1;
const uint CUBIC = 2;
const uint ZERO = 0;
const uint EDGE = 1;
const uint MIRROR = 2;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Grid { ELEMENT grid_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint grid_base;
    uint output_base;
    uint count;
    uint channels;
    uint pixels;
    int in_h;
    int in_w;
} p;

float mirrored(float x, int extent)
{
    float low = ALIGN_CORNERS ? 0.0 : -0.5;
    float range = float(extent - 1) - 2.0 * low;
    float past = max(low - x, x - (low + range));
    if (past <= 0.0)
        return x;
    if (range == 0.0)
        return low;
    float turns = floor(past / range);
    float rest = past - turns * range;
    bool even = floor(turns * 0.5) * 2.0 == turns;
    return (x < low) == even ? low + rest : low + range - rest;
}

// Where a grid's number lies along one axis, in pixels. Nothing is rounded otherwise than written: the nearest pixel may hang on it.
float place(float at, int extent)
{
    precise float x = ALIGN_CORNERS ? (at + 1.0) * 0.5 * float(extent - 1) : ((at + 1.0) * float(extent) - 1.0) * 0.5;
    if (MODE == NEAREST)
        x = roundEven(x);
    float rim = ALIGN_CORNERS ? 0.0 : 0.5;
    if (PADDING == EDGE && (x < -rim || x > float(extent - 1) + rim))
        x = clamp(x, 0.0, float(extent - 1));
    if (PADDING == MIRROR)
        x = mirrored(x, extent);
    // Further out everything is the same, and an int holds it.
    return clamp(x, -4.0, float(extent) + 4.0);
}

// The pixel that stands at an index, or -1 for zero.
int source(int i, int extent)
{
    if (i >= 0 && i < extent)
        return i;
    if (PADDING == ZERO)
        return -1;
    return clamp(PADDING == MIRROR ? int(mirrored(float(i), extent)) : i, 0, extent - 1);
}

// What a pixel at a distance counts: R. Keys 1981 with -3/4 where cubic.
float weight(float distance)
{
    const float A = -0.75;
    float d = abs(distance);
    if (MODE != CUBIC)
        return 1.0 - d;
    return d <= 1.0 ? ((A + 2.0) * d - (A + 3.0)) * d * d + 1.0 : ((A * d - 5.0 * A) * d + 8.0 * A) * d - 4.0 * A;
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint plane = index / p.pixels;
    uint entry = p.grid_base + (plane / p.channels * p.pixels + index - plane * p.pixels) * 2;
    float at_x = float(grid_data[entry]), at_y = float(grid_data[entry + 1]);
    if (is_nan(at_x) || is_nan(at_y)) {
        output_data[p.output_base + index] = ELEMENT(NOT_A_NUMBER);
        return;
    }
    float x = place(at_x, p.in_w), y = place(at_y, p.in_h);
    const int first = MODE == CUBIC ? -1 : 0, last = MODE == CUBIC ? 2 : MODE == LINEAR ? 1 : 0;
    int left = int(floor(x)), top = int(floor(y));
    uint picture = p.input_base + plane * uint(p.in_h * p.in_w);
    float sum = 0.0;
    for (int i = first; i <= last; i++) {
        int row = source(top + i, p.in_h);
        float line = 0.0;
        for (int j = first; j <= last; j++) {
            int column = source(left + j, p.in_w);
            if (row >= 0 && column >= 0)
                line += weight(float(left + j) - x) * float(input_data[picture + uint(row * p.in_w + column)]);
        }
        sum += weight(float(top + i) - y) * line;
    }
    output_data[p.output_base + index] = ELEMENT(sum);
}
