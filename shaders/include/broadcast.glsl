// Where the two operands of an output element lie. The axes are those the host collapsed the shapes to, innermost first; an operand's
// stride is 0 along an axis it is broadcast over. Include after a push-constant block p with extent0..5, a_stride0..5, b_stride0..5.
#ifndef CNNVULKAN_BROADCAST_GLSL
#define CNNVULKAN_BROADCAST_GLSL

// How many axes there are, 0 to 6.
layout(constant_id = 5) const uint RANK = 1;

void advance(uint axis, uint extent, uint a_stride, uint b_stride, inout uint rest, inout uvec2 place)
{
    if (axis >= RANK)
        return;
    // The outermost axis takes what is left: rank 1, the most common, divides nothing.
    uint at = axis + 1 == RANK ? rest : rest % extent;
    rest /= extent;
    place += at * uvec2(a_stride, b_stride);
}

// The elements of a and b for output element i.
uvec2 operands(uint i)
{
    uint rest = i;
    uvec2 place = uvec2(0);
    advance(0, p.extent0, p.a_stride0, p.b_stride0, rest, place);
    advance(1, p.extent1, p.a_stride1, p.b_stride1, rest, place);
    advance(2, p.extent2, p.a_stride2, p.b_stride2, rest, place);
    advance(3, p.extent3, p.a_stride3, p.b_stride3, rest, place);
    advance(4, p.extent4, p.a_stride4, p.b_stride4, rest, place);
    advance(5, p.extent5, p.a_stride5, p.b_stride5, rest, place);
    return place;
}

#endif
